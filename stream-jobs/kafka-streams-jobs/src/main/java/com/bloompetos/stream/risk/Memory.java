package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.Client;
import com.bloompetos.insight.risk.Weights;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of one task, by what is asked of them. */
final class Memory {
    private static final int INSTANT_LENGTH = Instant.EPOCH.toString().length();

    private final KeyValueStore<String, Client> clients;
    private final KeyValueStore<String, Seen> seen;
    private final KeyValueStore<String, Bonds> bonds;
    private final KeyValueStore<String, Change.Pet> pets;
    private final KeyValueStore<String, Change.Service> services;
    private final KeyValueStore<String, byte[]> mornings;
    private final StoredWeights weights;

    Memory(ProcessorContext<?, ?> context) {
        clients = context.getStateStore(Stores.CLIENTS);
        seen = context.getStateStore(Stores.SEEN);
        bonds = context.getStateStore(Stores.BONDS);
        pets = context.getStateStore(Stores.PETS);
        services = context.getStateStore(Stores.SERVICES);
        mornings = context.getStateStore(Stores.MORNINGS);
        weights = new StoredWeights(context.getStateStore(Stores.WEIGHTS));
    }

    Weights weights(String organization) {
        return weights.of(organization);
    }

    @Nullable Seen seen(String appointment) {
        return seen.get(appointment);
    }

    void keep(String appointment, Seen now) {
        seen.put(appointment, now);
    }

    void keep(String organization, Change.Pet pet) {
        pets.put(organization + '/' + pet.id(), pet);
    }

    void keep(String organization, Change.Service service) {
        services.put(organization + '/' + service.id(), service);
    }

    Change.@Nullable Pet pet(String organization, String id) {
        return pets.get(organization + '/' + id);
    }

    Change.@Nullable Service service(String organization, String id) {
        return services.get(organization + '/' + id);
    }

    Bonds bonds(String appointment) {
        var found = bonds.get(appointment);
        return found == null ? Bonds.NONE : found;
    }

    void bonds(String appointment, Function<Bonds, Bonds> change) {
        bonds.put(appointment, change.apply(bonds(appointment)));
    }

    Client client(String organization, String id) {
        var found = clients.get(organization + '/' + id);
        return found == null ? new Client() : found;
    }

    void client(String organization, String id, Consumer<Client> change) {
        var client = client(organization, id);
        change.accept(client);
        clients.put(organization + '/' + id, client);
    }

    /** What was counted under one name is the other's. */
    void mergeClients(String organization, String from, String to) {
        var orphan = clients.delete(organization + '/' + from);
        if (orphan != null) {
            client(organization, to, client -> client.takesOver(orphan));
        }
    }

    void wake(Instant morning, String appointment) {
        mornings.put(morning.truncatedTo(ChronoUnit.SECONDS) + "/" + appointment, new byte[0]);
    }

    /** An appointment whose morning has come. */
    record Morning(Instant at, String appointment) {}

    /** The first of those that are due, each told once. */
    List<Morning> due(Instant now, int most) {
        var keys = new ArrayList<String>();
        // '0' follows '/', so this second's entries are within.
        try (var some = mornings.range(null, now.truncatedTo(ChronoUnit.SECONDS) + "0")) {
            while (some.hasNext() && keys.size() < most) {
                keys.add(some.next().key);
            }
        }
        keys.forEach(mornings::delete);
        return keys.stream()
                .map(
                        key ->
                                new Morning(
                                        Instant.parse(key.substring(0, INSTANT_LENGTH)),
                                        key.substring(INSTANT_LENGTH + 1)))
                .toList();
    }

    /** Appointments of days before {@code today} that nothing was heard of since. */
    void forget(Instant today, Instant heardBefore) {
        var past = new ArrayList<String>();
        try (var all = seen.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (entry.value.start().isBefore(today)
                        && entry.value.at() < heardBefore.toEpochMilli()) {
                    past.add(entry.key);
                }
            }
        }
        past.forEach(seen::delete);
        past.forEach(bonds::delete);
        weights.forgetOtherVersions();
    }
}
