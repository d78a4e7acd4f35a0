package com.bloompetos.api.access;

import com.bloompetos.api.problem.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Three doors: tokens are issued at /oauth2, bearers call /v1, and pages have a session. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    /** What the firewall does not let in is told as a problem, too. */
    @Bean
    RequestRejectedHandler firewall(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return (request, response, refusal) ->
                problems.resolveException(
                        request, response, null, Problem.unreadable("The address is not one."));
    }

    @Bean
    @Order(1)
    SecurityFilterChain issuer(HttpSecurity http, RegisteredClientRepository clients)
            throws Exception {
        var publicClients = new PublicClients(clients);
        return http.securityMatcher("/oauth2/**", "/.well-known/**")
                .oauth2AuthorizationServer(
                        server ->
                                server.clientAuthentication(
                                        authentication ->
                                                authentication
                                                        .authenticationConverter(publicClients)
                                                        .authenticationProvider(publicClients)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/oauth2/**"))
                .exceptionHandling(
                        errors ->
                                errors.authenticationEntryPoint(
                                        new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain bearers(
            HttpSecurity http,
            ObjectProvider<Callers> callers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
            throws Exception {
        var header = new BearerTokenAuthenticationEntryPoint();
        AuthenticationEntryPoint challenge =
                (request, response, refusal) -> {
                    header.commence(request, response, refusal);
                    problems.resolveException(request, response, null, refusal);
                };
        return http.securityMatcher("/v1/**")
                .authorizeHttpRequests(
                        requests -> {
                            for (var rule : AccessRules.ALL) {
                                requests.requestMatchers(rule.method(), rule.path())
                                        .hasAnyAuthority(rule.authorities());
                            }
                            requests.anyRequest().denyAll();
                        })
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(
                        resources ->
                                resources
                                        .jwt(
                                                jwt ->
                                                        jwt.jwtAuthenticationConverter(
                                                                roleOfToken(callers)))
                                        .authenticationEntryPoint(challenge))
                .exceptionHandling(
                        errors ->
                                errors.authenticationEntryPoint(challenge)
                                        .accessDeniedHandler(
                                                (request, response, refusal) ->
                                                        problems.resolveException(
                                                                request, response, null, refusal)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, SignIn signIn) throws Exception {
        return http.authenticationProvider(signIn)
                .headers(headers -> headers.addHeaderWriter(PagePolicy::write))
                // There a token in the address or a signature is the proof, and no cookie counts.
                .csrf(
                        csrf ->
                                csrf.ignoringRequestMatchers(
                                        "/r/*", "/hooks/**", "/webhooks/payments"))
                .authorizeHttpRequests(
                        requests ->
                                withSession(requests)
                                        .requestMatchers(
                                                "/login",
                                                "/cli-callback",
                                                "/r/*",
                                                "/hooks/**",
                                                "/actuator/health",
                                                // Counts of an installation, of nobody in it.
                                                "/actuator/insights",
                                                "/v3/api-docs/**",
                                                // Signed by the provider.
                                                "/webhooks/payments",
                                                "/error",
                                                "/favicon.ico")
                                        .permitAll()
                                        .requestMatchers("/enrol")
                                        .hasAuthority(SignIn.ENROL)
                                        // The live page shows a branch's figures: not for pet
                                        // parents.
                                        .anyRequest()
                                        .hasAnyAuthority(
                                                "staff",
                                                "branch_manager",
                                                "franchise_owner",
                                                "analyst",
                                                "admin"))
                .formLogin(
                        form ->
                                form.loginPage("/login")
                                        .failureHandler(
                                                (request, response, failure) ->
                                                        response.sendRedirect(
                                                                "/login?" + reason(failure)))
                                        .successHandler(this::forward)
                                        .authenticationDetailsSource(SignInDetails::new)
                                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?bye"))
                .build();
    }

    private static AuthorizeHttpRequestsConfigurer<HttpSecurity>
                    .AuthorizationManagerRequestMatcherRegistry
            withSession(
                    AuthorizeHttpRequestsConfigurer<HttpSecurity>
                                    .AuthorizationManagerRequestMatcherRegistry
                            requests) {
        for (var rule : AccessRules.WITH_SESSION) {
            requests.requestMatchers(rule.method(), rule.path())
                    .hasAnyAuthority(rule.authorities());
        }
        return requests;
    }

    private static String reason(AuthenticationException failure) {
        if (failure instanceof AuthenticationServiceException) {
            return "away";
        }
        return failure instanceof LockedException ? "locked" : "error";
    }

    /** Whoever has no second factor yet gets one first. */
    private void forward(
            HttpServletRequest request, HttpServletResponse response, Authentication person)
            throws IOException, ServletException {
        boolean mustEnrol =
                person.getAuthorities().stream()
                        .anyMatch(authority -> SignIn.ENROL.equals(authority.getAuthority()));
        if (mustEnrol) {
            response.sendRedirect("/enrol");
        } else {
            new SavedRequestAwareAuthenticationSuccessHandler()
                    .onAuthenticationSuccess(request, response, person);
        }
    }

    private static JwtAuthenticationConverter roleOfToken(ObjectProvider<Callers> callers) {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(
                token -> List.of(callers.getObject().of(token).role()));
        return converter;
    }
}
