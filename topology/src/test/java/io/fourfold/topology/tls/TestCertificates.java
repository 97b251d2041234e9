package io.fourfold.topology.tls;

import io.fourfold.topology.config.FourfoldConfig.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Certificates of this machine that have signed themselves, made by the JDK's keytool. */
public final class TestCertificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private TestCertificates() {}

    /** Makes {@code name.crt} and {@code name.key}. */
    public static TlsFiles make(Path directory, String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return export(store, directory, name);
    }

    /** The files with an authority. */
    public static TlsFiles trusting(TlsFiles files, Path authority) {
        return new TlsFiles(files.certificate(), files.key(), Optional.of(authority));
    }

    /** One file of several certificates. */
    public static Path together(Path directory, TlsFiles... all) throws IOException {
        StringBuilder certificates = new StringBuilder();
        for (TlsFiles files : all) {
            certificates.append(Files.readString(files.certificate()));
        }
        return Files.writeString(directory.resolve("together.crt"), certificates);
    }

    private static TlsFiles export(Path store, Path directory, String name)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD);
        }
        return new TlsFiles(
                pem(
                        directory.resolve(name + ".crt"),
                        "CERTIFICATE",
                        keys.getCertificate(name).getEncoded()),
                pem(
                        directory.resolve(name + ".key"),
                        "PRIVATE KEY",
                        keys.getKey(name, PASSWORD).getEncoded()),
                Optional.empty());
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        return Files.write(
                file,
                List.of(
                        "-----BEGIN " + label + "-----",
                        Base64.getMimeEncoder().encodeToString(content),
                        "-----END " + label + "-----"));
    }
}
