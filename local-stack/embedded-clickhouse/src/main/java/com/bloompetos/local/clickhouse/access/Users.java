package com.bloompetos.local.clickhouse.access;

import com.bloompetos.local.clickhouse.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users file as the running engine knows it: read again whenever it has changed, so that a
 * person who is added, moved or removed is so with their next statement.
 */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    private final UsersFile file;
    private volatile Known known;

    private record Known(String stamp, Map<String, User> byName) {}

    private Users(UsersFile file, Known known) {
        this.file = file;
        this.known = known;
    }

    public static Users read(Path path) throws IOException {
        var file = new UsersFile(path);
        return new Users(file, new Known(stamp(path), file.users()));
    }

    /** A rewritten file is another file; one that was edited in place has another time or size. */
    private static String stamp(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
    }

    /** An unknown name and a wrong password sound the same, and take the same time. */
    public User authenticate(String name, String password) throws EngineException {
        @Nullable User user = current().get(name);
        var asked = user == null ? User.service("nobody", Role.READER, "") : user;
        if (!asked.hasPassword(password) || user == null) {
            throw new EngineException(
                    EngineException.AUTHENTICATION_FAILED,
                    name
                            + ": Authentication failed: password is incorrect, or there is no user"
                            + " with such name. (AUTHENTICATION_FAILED)");
        }
        return user;
    }

    /** A file that cannot be read keeps those who could enter before: a slip locks nobody out. */
    private Map<String, User> current() {
        try {
            var stamp = stamp(file.path());
            if (!stamp.equals(known.stamp())) {
                known = new Known(stamp, file.users());
                LOG.info("The users file was read again: {} users.", known.byName().size());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The users file cannot be read; its former users stay: {}", e.toString());
        }
        return known.byName();
    }
}
