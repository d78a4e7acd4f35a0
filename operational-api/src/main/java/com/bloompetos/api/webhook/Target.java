package com.bloompetos.api.webhook;

import com.bloompetos.api.ApiConfiguration;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which addresses may be called from here. A caller's address must not make this machine knock at
 * its own network's doors, so that private ones are refused unless the installation allows them.
 */
@Component
public class Target {
    private final boolean allowsPrivate;

    Target(ApiConfiguration configuration) {
        this.allowsPrivate = configuration.safety().privateTargets();
    }

    /** What is wrong with the address; nothing, where it may be called now. */
    public Optional<String> objection(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("It is not an address.");
        }
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.equals("https") && !(allowsPrivate && scheme.equals("http"))) {
            return Optional.of("It begins with https://.");
        }
        if (address.getHost() == null || address.getUserInfo() != null) {
            return Optional.of("It names a host, and no user.");
        }
        return allowsPrivate ? Optional.empty() : objectionToHost(address.getHost());
    }

    private static Optional<String> objectionToHost(String host) {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()
                        || isUniqueLocal(address)) {
                    return Optional.of("Its host is inside a private network.");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("Its host is not known.");
        }
    }

    /** fc00::/7, which Java does not count among the local ones. */
    private static boolean isUniqueLocal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    }
}
