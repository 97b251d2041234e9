package io.fourfold.topology.app;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the brokers keep of a group under the streams protocol (KIP-1071): how many standby copies it has, and when a
 * member that is not heard of counts as dead. It stays there until it is changed.
 */
final class GroupConfiguration {

    private static final String STANDBY_REPLICAS = "streams.num.standby.replicas";
    private static final String SESSION_TIMEOUT = "streams.session.timeout.ms";
    private static final String HEARTBEAT_INTERVAL = "streams.heartbeat.interval.ms";

    /** A member may miss so many heartbeats in a row but one. */
    private static final int HEARTBEATS_A_SESSION = 6;

    private final KafkaClients clients;
    private final FourfoldConfig config;

    GroupConfiguration(KafkaClients clients, FourfoldConfig config) {
        this.clients = clients;
        this.config = config;
    }

    /**
     * Sets what is configured for every group.
     *
     * @throws IllegalStateException if Kafka does not answer or refuses
     */
    void configure(String applicationId) {
        set(applicationId, session());
    }

    /**
     * Sets what is configured for a group that keeps the index.
     *
     * @throws IllegalStateException if Kafka does not answer or refuses
     */
    void configureIndex(String applicationId) {
        Map<String, String> configs = session();
        config.queries().standbyReplicas().ifPresent(count -> configs.put(STANDBY_REPLICAS, Integer.toString(count)));
        set(applicationId, configs);
    }

    private Map<String, String> session() {
        Map<String, String> configs = new TreeMap<>();
        config.kafka().sessionTimeout().map(Duration::toMillis).ifPresent(millis -> {
            configs.put(SESSION_TIMEOUT, Long.toString(millis));
            configs.put(HEARTBEAT_INTERVAL, Long.toString(millis / HEARTBEATS_A_SESSION));
        });
        return configs;
    }

    private void set(String applicationId, Map<String, String> configs) {
        if (configs.isEmpty() || !config.kafka().groupProtocol().equals("streams")) {
            return;
        }
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, applicationId);
        List<AlterConfigOp> changes = configs.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin client = clients.admin()) {
            BrokerAnswer.of(
                    client.incrementalAlterConfigs(Map.of(group, changes)).all());
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "Cannot set " + configs + " for the group " + applicationId + ": "
                            + e.getMessage() + ". Leave " + Setting.SESSION_TIMEOUT_MS.key() + " and "
                            + Setting.STANDBY_REPLICAS.key() + " empty if an administrator sets this",
                    e);
        }
    }
}
