package io.fourfold.topology.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Sets how many standby copies a group keeps. Under the streams protocol (KIP-1071) that is the group's configuration on
 * the brokers, where it stays until it is changed.
 */
final class StandbyReplicas {

    private static final String CONFIG = "streams.num.standby.replicas";

    private final KafkaClients clients;

    StandbyReplicas(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Sets the number.
     *
     * @throws IllegalStateException if Kafka does not answer or refuses
     */
    void set(String applicationId, int count) {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, applicationId);
        AlterConfigOp set =
                new AlterConfigOp(new ConfigEntry(CONFIG, Integer.toString(count)), AlterConfigOp.OpType.SET);
        try (Admin client = clients.admin()) {
            client.incrementalAlterConfigs(Map.of(group, List.of(set))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Cannot set " + CONFIG + "=" + count + " for the group " + applicationId
                            + "; leave index.standby.replicas empty if an administrator sets it",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while setting " + CONFIG, e);
        }
    }
}
