package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import java.util.List;
import java.util.Optional;

/** Writes what somebody who leads branches is told in the morning. */
public interface DigestWriter {
    /**
     * @param reader behind whose walls it is written
     * @param heldBack alerts that were not sent before, a line for each rule and branch
     * @param mayWait whether it may be asked again in some minutes
     * @return nothing while it is worth waiting
     */
    Optional<AlertLetter> write(Caller reader, List<String> heldBack, boolean mayWait);
}
