package com.bloompetos.api.access;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The RSA key that signs tokens, kept in a file so that a token outlives a restart. */
final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private SigningKey() {}

    static RSAKey at(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the signing key in " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not an RSA key in PKCS #8 PEM", e);
        }
    }

    /** Readable by its owner only from the first byte on, and never half written. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path draft =
                Files.createTempFile(
                        directory,
                        "key",
                        ".draft",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, BEGIN + "\n" + lines + "\n" + END + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static RSAKey read(Path file) throws IOException, GeneralSecurityException {
        String body =
                Files.readString(file, StandardCharsets.US_ASCII)
                        .replace(BEGIN, "")
                        .replace(END, "");
        var factory = KeyFactory.getInstance("RSA");
        var key =
                (RSAPrivateCrtKey)
                        factory.generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        var publicKey =
                (RSAPublicKey)
                        factory.generatePublic(
                                new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return withThumbprint(new RSAKey.Builder(publicKey).privateKey(key));
    }

    private static RSAKey withThumbprint(RSAKey.Builder builder) throws GeneralSecurityException {
        try {
            return builder.keyIDFromThumbprint().build();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
