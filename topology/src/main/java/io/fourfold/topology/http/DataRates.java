package io.fourfold.topology.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Gives up clients that send a body, or take an answer, byte by byte, and would keep a thread for as long as they like. Only the
 * time counts in which the service waits for them.
 */
final class DataRates extends Handler.Wrapper {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Duration patience;
    private final long bytesPerSecond;

    /**
     * @param patience for the first bytes, whatever their number
     * @param bytesPerSecond that are expected after that
     */
    DataRates(Duration patience, long bytesPerSecond) {
        this.patience = patience;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Body body = new Body(request);
        return super.handle(body, new Answer(body, response), callback);
    }

    private final class Body extends Request.Wrapper {

        private long waited;
        private long waitingSince;
        private long bytes;

        Body(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            if (waitingSince != 0) {
                waited += System.nanoTime() - waitingSince;
                waitingSince = 0;
            }
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                bytes += chunk.remaining();
            }
            return chunk != null && !chunk.isLast() && waited > patience.toNanos() + bytes * NANOS / bytesPerSecond
                    ? tooSlow(chunk)
                    : chunk;
        }

        @Override
        public void demand(Runnable available) {
            waitingSince = System.nanoTime();
            super.demand(available);
        }

        private Content.Chunk tooSlow(Content.Chunk chunk) {
            chunk.release();
            BadMessageException tooSlow =
                    new BadMessageException(HttpStatus.REQUEST_TIMEOUT_408, "The body came too slowly");
            fail(tooSlow);
            return Content.Chunk.from(tooSlow, true);
        }
    }

    private final class Answer extends Response.Wrapper {

        Answer(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            int length = content == null ? 0 : content.remaining();
            long limit = patience.toNanos() + length * NANOS / bytesPerSecond;
            Scheduler.Task giveUp = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(
                            () -> getRequest()
                                    .getConnectionMetaData()
                                    .getConnection()
                                    .getEndPoint()
                                    .close(),
                            limit,
                            TimeUnit.NANOSECONDS);
            super.write(last, content, Callback.from(callback, giveUp::cancel));
        }
    }
}
