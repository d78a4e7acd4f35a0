package com.bloompetos.local.clickhouse.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The one file of the warehouse's users, a line each; whoever knows the memberships (the runner,
 * later the API) adds and rewrites people here while the engine runs, which reads the file again.
 */
public record UsersFile(Path path) {
    /** By name, in the file's order. */
    public Map<String, User> users() throws IOException {
        var users = new LinkedHashMap<String, User>();
        int number = 0;
        for (var line : Files.readAllLines(path)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                var user = User.ofLine(line);
                users.put(user.name(), user);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Line " + number + " of " + path + ": " + e.getMessage(), e);
            }
        }
        return users;
    }

    /** Adds this user, or puts them in the place of the one who had the name. */
    public void put(User user) throws IOException {
        change(users -> users.put(user.name(), user));
    }

    public void remove(String name) throws IOException {
        change(users -> users.remove(name));
    }

    /** Whole or not at all, one writer after the other: a reader never meets half a file. */
    private void change(Consumer<Map<String, User>> change) throws IOException {
        var lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            var users = Files.exists(path) ? users() : new LinkedHashMap<String, User>();
            change.accept(users);
            var text = users.values().stream().map(User::line).collect(Collectors.joining("\n"));
            var next =
                    Files.createTempFile(
                            path.toAbsolutePath().getParent(),
                            "users",
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text + "\n");
            Files.move(
                    next,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
