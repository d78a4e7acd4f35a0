package com.bloompetos.local.runner;

import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom sql}: one statement to the warehouse. */
@Command(
        name = "sql",
        description = "Asks the warehouse, for example: ./bloom sql 'select * from mart.freshness'")
final class Sql implements Callable<Integer> {
    private static final Map<String, String> FORMATS =
            Map.of("pretty", "PrettyCompactMonoBlock", "csv", "CSVWithNames", "parquet", "Parquet");

    @Parameters(paramLabel = "SELECT", description = "One statement of ClickHouse's SQL.")
    String statement = "";

    @Option(
            names = "--as",
            defaultValue = "reader",
            description =
                    "The warehouse's user: reader, writer, admin or a person (default ${DEFAULT-VALUE}).")
    String user = "";

    @Option(
            names = "--format",
            defaultValue = "pretty",
            description = "pretty, csv or parquet (default ${DEFAULT-VALUE}).")
    String format = "";

    @Override
    public Integer call() throws Exception {
        var name = FORMATS.get(format);
        if (name == null) {
            throw new Complaint(
                    "--format %s is unknown: pretty, csv or parquet.".formatted(format));
        }
        try {
            Bloom.write(new Warehouse(Stack.fromEnvironment(), user).ask(statement, name));
        } catch (ConnectException away) {
            throw new Complaint(
                    "The warehouse does not answer: start it with ./bloom up, or look at ./bloom status.");
        }
        return 0;
    }
}
