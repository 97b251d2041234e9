package io.fourfold.infra.reindex;

import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.publish.PublishApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaException;

/** Finds and deletes the topics and consumer groups of networks that are deployed no more. */
final class ModelRemains {

    private final Admin admin;
    private final Topics topics;
    private final String applicationIdPrefix;

    ModelRemains(Admin admin, Topics topics, String applicationIdPrefix) {
        this.admin = admin;
        this.topics = topics;
        this.applicationIdPrefix = applicationIdPrefix;
    }

    /**
     * What is left of them.
     *
     * @param topics results and changelogs
     * @param groups of applications that run no more, for they have no members
     */
    record Remains(List<String> topics, List<String> groups) {}

    Remains find(Models deployed) {
        Set<String> all = BrokerAnswer.of(admin.listTopics().names());
        Set<String> retired = versions(all);
        deployed.deployed().map(Models.Model::version).forEach(retired::remove);
        List<ApplicationId> dead = new ArrayList<>();
        for (String version : retired) {
            dead.add(ImagesApplication.applicationId(applicationIdPrefix, version));
            dead.add(IndexApplication.applicationId(applicationIdPrefix, version));
        }
        for (long epoch = 1; epoch < deployed.epoch(); epoch++) {
            dead.add(PublishApplication.applicationId(applicationIdPrefix, epoch));
        }
        List<String> deadGroups = BrokerAnswer.of(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(group -> dead.stream().anyMatch(id -> id.isAnyVersion(group)))
                .toList();
        return new Remains(
                all.stream()
                        .filter(topic -> retired.stream().anyMatch(version -> belongs(topic, version)))
                        .sorted()
                        .toList(),
                deadGroups);
    }

    /** Deletes groups first, so that what fails halfway can be found again by its topics. */
    void delete(Remains remains) {
        try {
            BrokerAnswer.of(admin.deleteConsumerGroups(remains.groups()).all());
            BrokerAnswer.of(admin.deleteTopics(remains.topics()).all());
        } catch (KafkaException e) {
            throw new KafkaException("Not everything could be deleted; run the same command again", e);
        }
    }

    /** The versions whose embeddings have a topic. */
    private Set<String> versions(Set<String> all) {
        String prefix = topics.ofModel("").imageEmbedded();
        return all.stream()
                .flatMap(topic -> versionIn(topic, prefix).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> versionIn(String topic, String prefix) {
        return topic.startsWith(prefix) ? Optional.of(topic.substring(prefix.length())) : Optional.empty();
    }

    private boolean belongs(String topic, String version) {
        return topics.ofModel(version).results().contains(topic)
                || topic.startsWith(ImagesApplication.applicationId(applicationIdPrefix, version)
                                .plain() + "-")
                || topic.startsWith(IndexApplication.applicationId(applicationIdPrefix, version)
                                .plain() + "-");
    }
}
