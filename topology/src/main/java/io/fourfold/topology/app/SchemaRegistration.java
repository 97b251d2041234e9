package io.fourfold.topology.app;

import io.fourfold.schemas.serde.RegistryUnavailableException;
import io.fourfold.schemas.serde.SchemaSubjects;
import io.fourfold.topology.config.FourfoldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers all schemas while the application starts, so that subscribers find the subjects of topics that are still
 * empty, and later schemas are compared with these. Needs no registry to start: it waits for one.
 */
final class SchemaRegistration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistration.class);

    private final Map<String, String> serdeProperties;
    private final Map<String, Schema> schemas;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param pause before a registry is asked again that did not answer
     */
    SchemaRegistration(FourfoldConfig config, Duration pause) {
        this.serdeProperties = config.serde().properties();
        this.schemas = TopicSchemas.of(config);
        this.pause = pause;
        this.thread = new Thread(this::registerAll, "registers-schemas");
        this.thread.setDaemon(true);
    }

    /**
     * Registers in the background, or only looks whether all are there if the serde may not register.
     *
     * @throws MissingSchemasException if some are not
     */
    void start() {
        try (SchemaSubjects subjects = new SchemaSubjects(serdeProperties)) {
            if (subjects.registersItself()) {
                thread.start();
            } else {
                requireAll(subjects);
            }
        } catch (ConfigException notOurs) {
            LOG.warn("Schemas are left to the serde: {}", notOurs.getMessage());
        } catch (RegistryUnavailableException e) {
            LOG.warn("Whether all schemas are registered is not known: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void requireAll(SchemaSubjects subjects) {
        List<String> missing = new ArrayList<>();
        schemas.forEach((topic, schema) -> subjects.missing(topic, schema).ifPresent(missing::add));
        if (!missing.isEmpty()) {
            throw new MissingSchemasException(missing);
        }
    }

    private void registerAll() {
        try (SchemaSubjects subjects = new SchemaSubjects(serdeProperties)) {
            for (Map.Entry<String, Schema> schema : schemas.entrySet()) {
                while (!isClosed() && !register(subjects, schema.getKey(), schema.getValue())) {
                    closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether that is done, for good or not. */
    private static boolean register(SchemaSubjects subjects, String topic, Schema schema) {
        try {
            subjects.register(topic, schema);
            return true;
        } catch (RegistryUnavailableException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        } catch (SerializationException refused) {
            LOG.error("{}", refused.getMessage());
            return true;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
