package com.bloompetos.local.runner;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Scope;
import com.bloompetos.local.clickhouse.access.ServerGrants;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.UsersFile;
import com.bloompetos.local.clickhouse.access.Walls;
import java.io.IOException;
import java.util.List;

/** Who may enter this stack's warehouse: the platform's programs, and people with their scope. */
record WarehouseUsers(Stack stack) {
    private static final List<Role> SERVICES =
            List.of(Role.ADMIN, Role.WRITER, Role.INDEXER, Role.READER);

    UsersFile file() {
        return new UsersFile(stack.state().run("clickhouse.users"));
    }

    /** The engine reads the file again when it changes; people who stand in it stay. */
    void putServices() throws IOException {
        for (var role : SERVICES) {
            file().put(User.service(role.label(), role, password(role.label())));
        }
    }

    void putPerson(String name, Scope scope) throws IOException {
        if (isService(name)) {
            throw new Complaint(name + " is the name of a program: choose another one.");
        }
        file().put(User.person(name, stack.secrets().ofPerson(stack.state(), name), scope));
    }

    void removePerson(String name) throws IOException {
        if (isService(name)) {
            throw new Complaint(name + " is a program of the platform and stays.");
        }
        file().remove(name);
    }

    /** The same person, with the same password, for a server. */
    String serverSql(String name, Scope scope) throws IOException {
        var walls = Walls.read(stack.checkout().module("warehouse-ddl").resolve("walls/walls.txt"));
        return ServerGrants.person(
                walls, User.person(name, stack.secrets().ofPerson(stack.state(), name), scope));
    }

    String password(String user) {
        return stack.secrets().get(isService(user) ? "clickhouse." + user : Secrets.PERSON + user);
    }

    private static boolean isService(String name) {
        return SERVICES.stream().anyMatch(role -> role.label().equals(name));
    }
}
