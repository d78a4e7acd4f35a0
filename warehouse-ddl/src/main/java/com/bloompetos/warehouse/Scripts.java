package com.bloompetos.warehouse;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The SQL that this build brings along, in the order in which it is applied. */
record Scripts(List<Script> migrations, List<Script> views) {
    static Scripts ofThisBuild() throws IOException {
        return new Scripts(in("migrations"), viewsFirstStaging(in("views")));
    }

    private static List<Script> viewsFirstStaging(List<Script> views) {
        return views.stream()
                .sorted(
                        Comparator.comparing((Script view) -> !view.name().startsWith("staging/"))
                                .thenComparing(Script::name))
                .toList();
    }

    private static List<Script> in(String folder) throws IOException {
        var url = Scripts.class.getResource("/" + folder);
        if (url == null) {
            throw new IllegalStateException("this build has no " + folder);
        }
        try {
            return read(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Script> read(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return read(Path.of(folder));
        }
        try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
            return read(jar.provider().getPath(folder));
        }
    }

    private static List<Script> read(Path folder) throws IOException {
        var scripts = new ArrayList<Script>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".sql")).sorted().toList()) {
                scripts.add(
                        new Script(
                                folder.relativize(file).toString().replace('\\', '/'),
                                Files.readString(file)));
            }
        }
        return scripts;
    }
}
