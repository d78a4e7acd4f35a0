package com.bloompetos.api.digest;

import com.bloompetos.api.access.Caller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DigestController {
    private final DigestBook digests;

    DigestController(DigestBook digests) {
        this.digests = digests;
    }

    /** The caller's letter as it would be now, but for alerts that were held back for it. */
    @GetMapping("/v1/digest")
    MorningLetter now(Caller caller) {
        var digest = digests.of(caller, List.of());
        var letter = digests.letter(digest);
        return new MorningLetter(digest.day(), letter.subject(), letter.body());
    }
}
