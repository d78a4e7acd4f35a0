package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stock by lot; each test has twenty bottles of lot L-1 at one branch and none at its sister. */
@ExtendWith(SharedApiStack.class)
class StockIT {
    private ApiStack stack;
    private World world;
    private Http staff;
    private Http manager;

    @BeforeEach
    void build() throws Exception {
        stack = SharedApiStack.get();
        world = World.newOrganization(stack);
        staff = new Http(stack.apiUrl(), world.token(stack, "staff"));
        manager = new Http(stack.apiUrl(), world.token(stack, "branch_manager"));
    }

    private Http.Answer move(Http who, String kind, int quantity, String more) throws Exception {
        return who.post(
                "/v1/inventory/movements",
                "{\"item_id\":\"%s\",\"kind\":\"%s\",\"quantity\":%d%s}"
                        .formatted(world.id("item_id"), kind, quantity, more));
    }

    private int onHand(String branch, String item) throws Exception {
        for (var one : staff.get("/v1/inventory?branch_id=" + world.id(branch)).body()) {
            if (one.path("item_id").asText().equals(world.id(item).toString()))
                return one.path("on_hand").asInt();
        }
        throw new AssertionError("no such item");
    }

    private JsonNode lots() throws Exception {
        return staff.get("/v1/inventory/lots?branch_id=" + world.id("branch_id")).body();
    }

    @Test
    void whatExpiresFirstLeavesFirst() throws Exception {
        assertThat(
                        move(
                                        staff,
                                        "receipt",
                                        10,
                                        ",\"lot\":{\"lot_number\":\"L-2\",\"expires_on\":\"2026-12-01\"}")
                                .status())
                .isEqualTo(201);
        assertThat(move(staff, "use", -12, "").status()).isEqualTo(201);
        var left = lots();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).path("lot_number").asText()).isEqualTo("L-1");
        assertThat(left.get(0).path("on_hand").asInt()).isEqualTo(18);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(18);
    }

    @Test
    void belowZeroOnlyByAManagersOverride() throws Exception {
        assertThat(move(staff, "use", -21, "").status()).isEqualTo(409);
        assertThat(move(staff, "use", -21, ",\"override\":true").status()).isEqualTo(403);
        assertThat(
                        move(manager, "use", -21, ",\"override\":true,\"reason\":\"counted wrong\"")
                                .status())
                .isEqualTo(201);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(-1);
        // The override was for that once.
        assertThat(move(manager, "use", -1, "").status()).isEqualTo(409);
        assertThat(move(staff, "receipt", 5, "").status()).isEqualTo(201);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(4);
    }

    @Test
    void aCountCorrectsByAMovement() throws Exception {
        var counted =
                staff.post(
                        "/v1/inventory/counts",
                        "{\"item_id\":\"%s\",\"counted\":17}".formatted(world.id("item_id")));
        assertThat(counted.status()).isEqualTo(201);
        assertThat(counted.body().path("movement_id").isNull()).isFalse();
        assertThat(onHand("branch_id", "item_id")).isEqualTo(17);
    }

    @Test
    void aTransferLeavesOneBranchAndArrivesAtTheOther() throws Exception {
        var moved =
                staff.post(
                        "/v1/inventory/transfers",
                        "{\"item_id\":\"%s\",\"to_branch_id\":\"%s\",\"quantity\":8}"
                                .formatted(world.id("item_id"), world.id("sister_branch_id")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(201);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(12);
        assertThat(onHand("sister_branch_id", "sister_item_id")).isEqualTo(8);
    }

    @Test
    void anOrderArrivesInParts() throws Exception {
        var order =
                staff.post(
                        "/v1/purchase-orders",
                        "{\"branch_id\":\"%s\",\"supplier\":\"Vet Supply\",\"lines\":[{\"item_id\":\"%s\",\"quantity\":6,\"cost_cents\":250}]}"
                                .formatted(world.id("branch_id"), world.id("item_id")));
        assertThat(order.status()).as(order.text()).isEqualTo(201);
        var path = "/v1/purchase-orders/" + order.body().path("order_id").asText();
        var part =
                "{\"lines\":[{\"item_id\":\"%s\",\"quantity\":%d,\"lot\":{\"lot_number\":\"N-7\",\"expires_on\":\"2027-05-01\"}}]}";
        assertThat(
                        staff.post(path + "/receive", part.formatted(world.id("item_id"), 4))
                                .body()
                                .path("status")
                                .asText())
                .isEqualTo("partly_received");
        assertThat(staff.post(path + "/receive", part.formatted(world.id("item_id"), 3)).status())
                .isEqualTo(422);
        assertThat(
                        staff.post(path + "/receive", part.formatted(world.id("item_id"), 2))
                                .body()
                                .path("status")
                                .asText())
                .isEqualTo("received");
        assertThat(staff.post(path + "/cancel", "{}").status()).isEqualTo(409);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(26);
    }

    @Test
    void aCompletedVisitUsesItsSuppliesUpFromTheirLots() throws Exception {
        try (var connection = stack.owner(world.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into service_supplies (organization_id, service_id, item_sku, quantity) values ('%s', '%s', 'SHAMPOO', 3)"
                            .formatted(world.id("organization_id"), world.id("service_id")));
        }
        var done = staff.post("/v1/appointments/" + world.id("appointment_id") + "/complete", "{}");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(onHand("branch_id", "item_id")).isEqualTo(17);
        assertThat(lots().get(0).path("on_hand").asInt()).isEqualTo(17);
    }
}
