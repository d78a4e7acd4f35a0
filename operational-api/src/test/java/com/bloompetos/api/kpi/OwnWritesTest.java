package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.position.Position;
import com.bloompetos.api.problem.Problem;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnWritesTest {
    @Test
    void whatAWriteAnsweredIsUnderstood() {
        var position = new Position("appointments", UUID.randomUUID(), 24_680_135L);

        assertThat(OwnWrites.parse(position.toString())).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "appointments",
                "appointments:1@2",
                "appointments:00000000-0000-7000-8000-000000000001@",
                "appointments:00000000-0000-7000-8000-000000000001@99999999999999999999",
                "appointments:------------------------------------@5",
                "passwords:00000000-0000-7000-8000-000000000001@5",
                "cdc_heartbeats:00000000-0000-7000-8000-000000000001@5",
                "appointments; drop table x:00000000-0000-7000-8000-000000000001@5"
            })
    void anythingElseIsRefusedAndNamed(String after) {
        assertThatThrownBy(() -> OwnWrites.parse(after))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("after");
    }
}
