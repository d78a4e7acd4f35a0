package com.bloompetos.api.access;

import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;

/** What a person may do; on the wire and in memberships the lower-case name. */
public enum Role implements GrantedAuthority {
    /** A pet parent. */
    OWNER,
    STAFF,
    BRANCH_MANAGER,
    FRANCHISE_OWNER,
    ANALYST,
    ADMIN;

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String getAuthority() {
        return text();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
