package com.bloompetos.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.RunningApi;
import org.junit.jupiter.api.Test;

class TargetTest {
    private final Target target = RunningApi.bean(Target.class);

    @Test
    void addressesInsideAreRefused() {
        for (var url :
                new String[] {
                    "https://127.0.0.1/hook",
                    "https://10.0.0.8/hook",
                    "https://192.168.1.1/",
                    "https://169.254.169.254/latest/meta-data",
                    "https://[::1]/",
                    "https://[fd00::1]/",
                    "https://0.0.0.0/"
                }) {
            assertThat(target.objection(url)).as(url).isPresent();
        }
    }

    @Test
    void otherSchemesAndNamesInTheAddressAreRefused() {
        assertThat(target.objection("http://93.184.216.34/")).isPresent();
        assertThat(target.objection("file:///etc/passwd")).isPresent();
        assertThat(target.objection("https://user:pass@93.184.216.34/")).isPresent();
        assertThat(target.objection("nonsense ")).isPresent();
    }

    @Test
    void anAddressOutsideIsFine() {
        assertThat(target.objection("https://93.184.216.34/hook")).isEmpty();
    }
}
