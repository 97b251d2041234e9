package io.fourfold.infra.reindex;

import io.fourfold.infra.client.Cluster;
import io.fourfold.schemas.serde.SchemaSubjects;
import io.fourfold.topology.kafka.GroupMembers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Removes networks that are not in service. */
public final class Cleanup {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Reindex reindex;
    private final Cluster cluster;
    private final ModelRemains remains;
    private final GroupMembers members;

    public Cleanup(Reindex reindex, Cluster cluster, Admin admin) {
        this.reindex = reindex;
        this.cluster = cluster;
        this.remains = new ModelRemains(admin, cluster.topics(), cluster.applicationIdPrefix());
        this.members = cluster.groupMembers();
    }

    /**
     * Lets the instances stop what is not in service, waits until they have, and deletes its topics, groups and
     * subjects; also what an earlier cleanup has left.
     *
     * @return names of what was deleted
     * @throws IllegalStateException if instances go on running it; the command can be run again
     */
    public List<String> run() throws InterruptedException {
        reindex.retire();
        ModelRemains.Remains found = remains.find(reindex.deployed());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (found.groups().stream().anyMatch(group -> members.count(group) > 0)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Instances still run " + found.groups() + "; run the command again");
            }
            Thread.sleep(PAUSE.toMillis());
        }
        remains.delete(found);
        List<String> deleted = new ArrayList<>(found.groups());
        deleted.addAll(found.topics());
        deleted.addAll(deleteSubjects());
        return deleted;
    }

    /** Earlier builds gave each network's topics subjects of their own. */
    private List<String> deleteSubjects() {
        List<String> deleted = new ArrayList<>();
        try (SchemaSubjects subjects = cluster.schemaSubjects()) {
            for (String topic : cluster.topics().results()) {
                deleted.addAll(subjects.deleteOlderOnes(topic, cluster.schemas().get(topic)));
            }
        }
        return deleted;
    }
}
