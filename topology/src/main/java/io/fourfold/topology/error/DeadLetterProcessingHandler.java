package io.fourfold.topology.error;

import io.fourfold.topology.kafka.FourfoldMetrics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that will never be handled to the dead-letter topic (KIP-1034), and fails the thread on what may pass;
 * {@link ThreadReplacement} then brings up another thread, which tries the record again.
 */
public final class DeadLetterProcessingHandler extends LogAndContinueProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessingHandler.class);

    private FourfoldMetrics metrics;
    private String application;
    private Optional<Failures> failures = Optional.empty();

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (FailureKind.of(exception) == FailureKind.TRANSIENT) {
            LOG.warn("{} cannot be handled now: {}", what(record), exception.getMessage());
            failures.ifPresent(known -> known.at(context.topic(), context.partition(), context.offset()));
            return Response.fail();
        }
        metrics.deadLetter(exception, application);
        return super.handleError(new DeadLetterContext(context, System.currentTimeMillis()), record, exception);
    }

    /** Work that a timer started has no record. */
    private static Object what(Record<?, ?> record) {
        return record == null ? "Waiting work" : record.key();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        metrics = (FourfoldMetrics) configs.get(FourfoldMetrics.CONFIG_KEY);
        application = (String) configs.get(StreamsConfig.APPLICATION_ID_CONFIG);
        failures = Optional.ofNullable((Failures) configs.get(Failures.CONFIG_KEY));
    }
}
