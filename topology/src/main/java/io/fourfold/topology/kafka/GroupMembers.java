package io.fourfold.topology.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How many instances run an application. */
public final class GroupMembers {

    private final KafkaClients clients;
    private final boolean streamsProtocol;

    /**
     * @param groupProtocol {@code streams} or {@code classic}
     */
    public GroupMembers(KafkaClients clients, String groupProtocol) {
        this.clients = clients;
        this.streamsProtocol = groupProtocol.equals("streams");
    }

    /**
     * Number of members; one that was killed counts until its session times out.
     *
     * @throws KafkaException if the cluster does not answer in time
     */
    public int count(String applicationId) {
        try (Admin admin = clients.admin()) {
            return streamsProtocol
                    ? admin.describeStreamsGroups(List.of(applicationId))
                            .all()
                            .get()
                            .get(applicationId)
                            .members()
                            .size()
                    : admin.describeClassicGroups(List.of(applicationId))
                            .all()
                            .get()
                            .get(applicationId)
                            .members()
                            .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw new KafkaException("The group " + applicationId + " cannot be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while describing " + applicationId, e);
        }
    }
}
