package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.KpiCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogue is read once; a malformed definition stops the API at its first use. */
@Configuration(proxyBeanMethods = false)
class Kpis {
    @Bean
    KpiCatalogue kpiCatalogue() {
        return KpiCatalogue.load();
    }
}
