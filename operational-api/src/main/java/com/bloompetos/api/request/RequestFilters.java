package com.bloompetos.api.request;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filters behind the security chain: they need to know who is calling. */
@Configuration(proxyBeanMethods = false)
class RequestFilters {
    private static final int BEHIND_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1;

    @Bean
    FilterRegistrationBean<RateLimit> rateLimitFilter(RateLimit filter) {
        return registered(filter, BEHIND_SECURITY);
    }

    @Bean
    FilterRegistrationBean<AnswerOnce> answerOnceFilter(AnswerOnce filter) {
        return registered(filter, BEHIND_SECURITY + 1);
    }

    private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> registered(
            T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(order);
        return registration;
    }
}
