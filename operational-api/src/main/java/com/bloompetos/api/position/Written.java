package com.bloompetos.api.position;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** What a write made or changed, with its place in the log. */
public record Written<T>(T content, Position position) {
    public ResponseEntity<T> created(String path) {
        return ResponseEntity.created(URI.create(path))
                .header(Position.HEADER, position.toString())
                .body(content);
    }

    public ResponseEntity<T> changed() {
        return ResponseEntity.ok().header(Position.HEADER, position.toString()).body(content);
    }
}
