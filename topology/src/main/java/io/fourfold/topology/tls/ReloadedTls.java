package io.fourfold.topology.tls;

import io.fourfold.topology.config.FourfoldConfig.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key of some files. When the files change, those who use them are told; files that cannot be used are
 * refused, with a warning, and what was there before stays in use.
 */
public final class ReloadedTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadedTls.class);

    private final TlsFiles files;
    private final List<Consumer<SSLContext>> users = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fourfold-tls");
        thread.setDaemon(true);
        return thread;
    });
    private byte[] seen;
    private volatile SSLContext current;

    /**
     * @param pause between looks at the files
     * @throws IllegalStateException if they cannot be used; says why
     */
    public ReloadedTls(TlsFiles files, Duration pause) {
        this.files = files;
        try {
            seen = digest();
            current = PemIdentity.read(files);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be used: " + reason(e), e);
        }
        watch.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    public SSLContext context() {
        return current;
    }

    /** Tells of each new context. */
    public void onChange(Consumer<SSLContext> user) {
        users.add(user);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void look() {
        try {
            byte[] now = digest();
            if (Arrays.equals(now, seen)) {
                return;
            }
            seen = now;
            current = PemIdentity.read(files);
            users.forEach(user -> user.accept(current));
            LOG.info("Read {} again", files.certificate());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.warn("{} is not taken, the certificate before stays in use: {}", files.certificate(), reason(e));
        }
    }

    private byte[] digest() throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : Stream.concat(Stream.of(files.certificate(), files.key()), files.authority().stream())
                .toList()) {
            digest.update(Files.readAllBytes(file));
        }
        return digest.digest();
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? "cannot read " + e.getMessage() : e.getMessage();
    }
}
