package com.bloompetos.api.page;

import com.bloompetos.api.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Which part of a list is wanted. A list runs by id, newest first (ids grow with time): a row that
 * is added meanwhile moves nothing, as it would with page numbers. A controller method takes one as
 * a parameter.
 *
 * @param limit how many rows
 * @param after the last row of the page before
 * @param rank of that row, where a list runs by something else before the id
 */
public record PageWish(int limit, @Nullable UUID after, int rank) {
    public static final int MOST = 200;

    /** Comes before everything, so that one condition serves the first page, too. */
    private static final UUID FIRST = new UUID(-1, -1);

    static PageWish of(@Nullable String limit, @Nullable String cursor) {
        int rows = limit == null ? MOST : limit(limit);
        return cursor == null ? new PageWish(rows, null, Integer.MAX_VALUE) : after(rows, cursor);
    }

    /** What the id must be smaller than. */
    public UUID before() {
        return after == null ? FIRST : after;
    }

    /** One more than is shown tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    public <T> ResponseEntity<List<T>> answer(List<T> rows, Function<T, UUID> id) {
        return answer(rows, id, row -> Integer.MAX_VALUE, row -> row);
    }

    /** Of a list that runs by rank first. */
    public <R, T> ResponseEntity<List<T>> answer(
            List<R> rows, Function<R, UUID> id, ToIntFunction<R> rank, Function<R, T> content) {
        if (rows.size() <= limit) {
            return ResponseEntity.ok(rows.stream().map(content).toList());
        }
        var shown = rows.subList(0, limit);
        var last = shown.get(limit - 1);
        String cursor = cursor(id.apply(last), rank.applyAsInt(last));
        var next =
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .replaceQueryParam("cursor", cursor)
                        .build();
        String address = next.getPath() + (next.getQuery() == null ? "" : "?" + next.getQuery());
        return ResponseEntity.ok()
                .header("Link", "<" + address + ">; rel=\"next\"")
                .header("X-Bloom-Next", cursor)
                .body(shown.stream().map(content).toList());
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is too large.
        }
        throw Problem.badField(
                "limit", "limit is not a whole number from 1 to %d.".formatted(MOST));
    }

    private static String cursor(UUID id, int rank) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (rank == Integer.MAX_VALUE ? id.toString() : id + "/" + rank)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static PageWish after(int limit, String cursor) {
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                            .split("/", 2);
            return new PageWish(
                    limit,
                    UUID.fromString(parts[0]),
                    parts.length == 1 ? Integer.MAX_VALUE : Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException e) {
            throw Problem.badField("cursor", "cursor is not one that this API gave out.");
        }
    }
}
