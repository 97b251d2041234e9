package io.fourfold.infra.reindex;

import io.fourfold.infra.client.Cluster;
import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.kafka.GroupMembers;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.MissingPhotos;
import io.fourfold.topology.models.ModelRegister;
import io.fourfold.topology.models.Models;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves a deployment from one network to another. The work is done by the running instances, which follow the record that
 * says what is deployed; this writes that record and watches how far they are. So it can be stopped and started again at
 * any time.
 */
public final class Reindex {

    private final ModelRegister register;
    private final TopicOffsets offsets;
    private final GroupMembers members;
    private final Topics topics;
    private final String applicationIdPrefix;
    private final MissingPhotos missingPhotos;

    /**
     * @param admin stays the caller's
     */
    public Reindex(Cluster cluster, Admin admin) {
        this.register = cluster.modelRegister();
        this.offsets = new TopicOffsets(admin);
        this.members = cluster.groupMembers();
        this.topics = cluster.topics();
        this.applicationIdPrefix = cluster.applicationIdPrefix();
        this.missingPhotos = new MissingPhotos(topic -> cluster.consumer());
    }

    /**
     * How far a network is.
     *
     * @param described uploads that it has described
     * @param uploads that there are
     * @param threads that describe with it, on all instances
     * @param level whether it has described all that the network in service has
     */
    public record Progress(long described, long uploads, int threads, boolean level) {}

    /**
     * What is deployed.
     *
     * @throws IllegalStateException if no instance has ever run
     */
    public Models deployed() {
        return register.read().orElseThrow(Reindex::nothingDeployed);
    }

    /** Number of uploads that the topic does not have any more, so that no other network can describe them. */
    public long lostUploads() {
        return offsets.beginnings(List.of(topics.imageUploaded())).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Lets a network describe every upload beside the one in service.
     *
     * @throws IllegalStateException if another one does already
     */
    public Models begin(Models.Model model) {
        return register.update(
                models -> models.orElseThrow(Reindex::nothingDeployed).withOther(model));
    }

    /** How far a network is with the uploads. */
    public Progress progress(Models models, String version) {
        List<String> uploaded = List.of(topics.imageUploaded());
        Map<TopicPartition, Long> beginnings = offsets.beginnings(uploaded);
        // In this order: what the network in service does meanwhile must not count.
        Map<TopicPartition, Long> inService =
                offsets.committed(imagesId(models.inService().version()));
        Map<TopicPartition, Long> next = offsets.committed(imagesId(version));
        Map<TopicPartition, Long> ends = offsets.ends(uploaded);
        long described = 0;
        long uploads = 0;
        boolean level = true;
        for (Map.Entry<TopicPartition, Long> entry : beginnings.entrySet()) {
            TopicPartition partition = entry.getKey();
            long beginning = entry.getValue();
            long reached = Math.max(next.getOrDefault(partition, 0L), beginning);
            described += reached - beginning;
            uploads += ends.get(partition) - beginning;
            level &= reached >= inService.getOrDefault(partition, beginning);
        }
        return new Progress(described, uploads, members.count(imagesId(version)), level);
    }

    /** Where a network's results end now; its index has to get there before it can take over. */
    public Map<TopicPartition, Long> resultEnds(String version) {
        Topics ofModel = topics.ofModel(version);
        return offsets.ends(List.of(ofModel.imageEmbedded(), ofModel.imageCaptioned()));
    }

    /** Whether a network's index has all results up to these ends, on as many instances as the one in service. */
    public boolean indexed(Models models, String version, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> committed = offsets.committed(indexId(version));
        boolean level =
                ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return level
                && members.count(indexId(version))
                        >= members.count(indexId(models.inService().version()));
    }

    /** Ids of the photos that the network in service has described and another one has not. */
    public SortedSet<String> missing(Models models, String version) {
        return missingPhotos.find(
                topics.ofModel(models.inService().version()).imageCaptioned(),
                topics.ofModel(version).imageCaptioned());
    }

    /** Puts a network into service that is deployed. */
    public Models switchTo(String version) {
        return register.update(
                models -> models.orElseThrow(Reindex::nothingDeployed).switchedTo(version));
    }

    /** Lets the instances stop and forget the network that is not in service. */
    void retire() {
        register.update(models -> models.orElseThrow(Reindex::nothingDeployed).withoutOther());
    }

    private String imagesId(String version) {
        return ImagesApplication.id(applicationIdPrefix, version);
    }

    private String indexId(String version) {
        return IndexApplication.id(applicationIdPrefix, version);
    }

    private static IllegalStateException nothingDeployed() {
        return new IllegalStateException("No network is deployed yet; start an instance with: fourfold run");
    }
}
