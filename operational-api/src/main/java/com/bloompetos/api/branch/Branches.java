package com.bloompetos.api.branch;

import com.bloompetos.api.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The branches behind the caller's wall; every method runs in the caller's transaction. */
@Repository
public class Branches {
    private final JdbcClient jdbc;

    Branches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An empty list of a branch that is not the caller's would look like a quiet day. */
    public void mustBeSeen(UUID branchId) {
        boolean isKnown =
                jdbc.sql("select true from branches where branch_id = ?")
                        .param(branchId)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!isKnown) {
            throw Problem.notFound("branch_id", branchId);
        }
    }

    List<Branch> all() {
        return jdbc.sql(
                        "select branch_id, franchise_id, name, time_zone, opens_at, closes_at from branches order by name")
                .query(Branch.class)
                .list();
    }

    List<BookableResource> resources(UUID branchId) {
        return jdbc.sql(
                        """
                        select resource_id, kind, user_id, label from resources
                        where branch_id = ? order by kind, label
                        """)
                .param(branchId)
                .query(BookableResource.class)
                .list();
    }
}
