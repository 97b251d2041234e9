package io.fourfold.topology.tls;

import io.fourfold.topology.config.FourfoldConfig.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads who this instance is, and whom it trusts, from PEM files (RFC 7468). */
final class PemIdentity {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    private PemIdentity() {}

    /**
     * The context of both ends of connections: with this certificate, and with trust in the authority's alone if there is one.
     *
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if one is broken, or the key is not that of the certificate
     */
    static SSLContext read(TlsFiles files) throws IOException, GeneralSecurityException {
        List<Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key(), chain.get(0).getPublicKey());
        KeyStore own = empty();
        own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys.getKeyManagers(),
                files.authority().isPresent() ? trust(files.authority().get()) : null,
                null);
        return context;
    }

    private static TrustManager[] trust(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        for (Certificate certificate : certificates(file)) {
            trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try {
            List<Certificate> certificates = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw new GeneralSecurityException(file + " is not a certificate in PEM", e);
        }
        throw new GeneralSecurityException(file + " has no certificate");
    }

    private static PrivateKey key(Path file, PublicKey publicKey) throws IOException, GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new GeneralSecurityException(
                    file + " has no unencrypted PKCS#8 key (BEGIN PRIVATE KEY); convert it by"
                            + " 'openssl pkcs8 -topk8 -nocrypt'");
        }
        try {
            PrivateKey key = KeyFactory.getInstance(publicKey.getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
            if (belongTogether(key, publicKey)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new GeneralSecurityException(file + " is not the key of the certificate", e);
        }
        throw new GeneralSecurityException(file + " is not the key of the certificate");
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        byte[] anything = publicKey.getEncoded();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(anything);
        return signature.verify(signed);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
