package io.fourfold.topology.app;

import io.fourfold.topology.config.PassLimits;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a transaction may be open: brokers refuse a producer that asks for more, each time it begins. */
final class TransactionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionLimit.class);
    private static final String SETTING = "transaction.max.timeout.ms";

    private TransactionLimit() {}

    /** What every broker allows; their default if they do not tell, which takes a right of its own. */
    static Duration read(KafkaClients clients) {
        try (Admin admin = clients.admin()) {
            List<ConfigResource> brokers = BrokerAnswer.of(
                            admin.describeCluster().nodes())
                    .stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            return shortest(
                    BrokerAnswer.of(admin.describeConfigs(brokers).all()).values());
        } catch (KafkaException e) {
            LOG.info(
                    "The brokers do not tell their {} ({}); taken for {}",
                    SETTING,
                    e.getMessage(),
                    PassLimits.LONGEST_TRANSACTION);
            return PassLimits.LONGEST_TRANSACTION;
        }
    }

    static Duration shortest(Collection<Config> brokers) {
        return brokers.stream()
                .map(config -> config.get(SETTING))
                .filter(Objects::nonNull)
                .map(entry -> Duration.ofMillis(Long.parseLong(entry.value())))
                .min(Duration::compareTo)
                .orElse(PassLimits.LONGEST_TRANSACTION);
    }
}
