package io.fourfold.topology.error;

import io.fourfold.topology.kafka.FourfoldMetrics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends unreadable records to the dead-letter topic (KIP-1034), and fails the thread when only the schema registry cannot
 * be reached; {@link ThreadReplacement} then brings up another thread, which tries the record again.
 */
public final class DeadLetterDeserializationHandler extends LogAndContinueExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDeserializationHandler.class);

    private FourfoldMetrics metrics;
    private String application;
    private Optional<Failures> failures = Optional.empty();

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (FailureKind.of(exception) == FailureKind.TRANSIENT) {
            LOG.warn(
                    "{}-{} offset {} cannot be read now: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    exception.getMessage());
            failures.ifPresent(known -> known.at(context.topic(), context.partition(), context.offset()));
            return Response.fail();
        }
        metrics.deadLetter(exception, application);
        return super.handleError(new DeadLetterContext(context, System.currentTimeMillis()), record, exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        metrics = (FourfoldMetrics) configs.get(FourfoldMetrics.CONFIG_KEY);
        application = (String) configs.get(StreamsConfig.APPLICATION_ID_CONFIG);
        failures = Optional.ofNullable((Failures) configs.get(Failures.CONFIG_KEY));
    }
}
