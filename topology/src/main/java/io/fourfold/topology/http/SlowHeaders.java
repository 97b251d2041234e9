package io.fourfold.topology.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose client takes too long over a request's headers, or over shaking hands, byte by byte (slowloris):
 * Jetty's own time limit begins anew with each byte.
 */
final class SlowHeaders extends AbstractLifeCycle implements Runnable {

    private static final long PAUSE_MS = 500;

    private final AbstractConnector connector;
    private final Duration patience;
    private volatile Scheduler.Task next;

    SlowHeaders(AbstractConnector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    @Override
    public void run() {
        connector.getConnectedEndPoints().stream().filter(this::slow).forEach(EndPoint::close);
        schedule();
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void schedule() {
        if (!isStopping() && !isStopped()) {
            next = connector.getScheduler().schedule(this, PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean slow(EndPoint client) {
        Connection connection = client.getConnection();
        if (connection instanceof SslConnection tls) {
            if (tls.getSSLEngine().getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                return System.currentTimeMillis() - client.getCreatedTimeStamp() > patience.toMillis();
            }
            connection = tls.getSslEndPoint().getConnection();
        }
        if (connection instanceof HttpConnection http) {
            HttpParser parser = http.getParser();
            return parser.inHeaderState()
                    && !parser.isState(HttpParser.State.START)
                    && System.nanoTime() - parser.getBeginNanoTime() > patience.toNanos();
        }
        return false;
    }
}
