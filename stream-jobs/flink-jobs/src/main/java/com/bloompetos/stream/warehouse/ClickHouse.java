package com.bloompetos.stream.warehouse;

import java.io.Serializable;

/** Where the warehouse is, and as whom to write. */
public record ClickHouse(String url, String user, String password) implements Serializable {
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
