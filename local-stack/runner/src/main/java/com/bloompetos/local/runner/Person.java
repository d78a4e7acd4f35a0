package com.bloompetos.local.runner;

import com.bloompetos.local.clickhouse.access.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bloom person}: a user of the warehouse who sees one organization, or some of its branches.
 */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description = {
            "Adds a person to the warehouse's users, or gives them another scope, while it runs;",
            "then for example: ./bloom sql --as ann 'select * from mart.branches'"
        })
final class Person implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Letters, digits and _.@-")
    String name = "";

    @Option(names = "--organization", description = "The organization's id.")
    @Nullable UUID organization;

    @Option(
            names = "--branches",
            split = ",",
            description = "The branches' ids; without them every branch of the organization.")
    List<UUID> branches = List.of();

    @Option(names = "--remove", description = "The person may no longer enter.")
    boolean remove;

    @Option(
            names = "--sql",
            description = "Only print the statements that make the person on a ClickHouse server.")
    boolean sql;

    @Override
    public Integer call() throws Exception {
        var stack = Stack.fromEnvironment();
        var users = new WarehouseUsers(stack);
        if (remove) {
            users.removePerson(name);
            Bloom.say(name + " may no longer enter the warehouse.");
            return 0;
        }
        if (organization == null) {
            throw new Complaint(
                    "Which organization? --organization ID; see ./bloom person --help.");
        }
        try {
            var scope = new Scope(organization, branches);
            if (sql) {
                Bloom.write(users.serverSql(name, scope).getBytes(StandardCharsets.UTF_8));
                return 0;
            }
            users.putPerson(name, scope);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
        var password = users.password(name);
        Bloom.say("%s may enter the warehouse with %s".formatted(name, password));
        Bloom.say("  DBeaver: jdbc:clickhouse:%s/?user=%s".formatted(stack.clickhouseUrl(), name));
        Bloom.say(
                "  Python:  clickhouse_connect.get_client(host='127.0.0.1', port=%d, username='%s', password='%s')"
                        .formatted(stack.ports().clickhouse(), name, password));
        return 0;
    }
}
