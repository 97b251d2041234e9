package io.fourfold.infra.reindex;

import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.publish.PublishApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
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
        try {
            Set<String> all = admin.listTopics().names().get();
            Set<String> retired = versions(all);
            deployed.deployed().map(Models.Model::version).forEach(retired::remove);
            Set<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
            List<String> deadGroups = new ArrayList<>();
            for (String version : retired) {
                deadGroups.add(ImagesApplication.id(applicationIdPrefix, version));
                deadGroups.add(IndexApplication.id(applicationIdPrefix, version));
            }
            for (long epoch = 1; epoch < deployed.epoch(); epoch++) {
                deadGroups.add(PublishApplication.id(applicationIdPrefix, epoch));
            }
            deadGroups.retainAll(groups);
            return new Remains(
                    all.stream()
                            .filter(topic -> retired.stream().anyMatch(version -> belongs(topic, version)))
                            .sorted()
                            .toList(),
                    deadGroups);
        } catch (ExecutionException e) {
            throw new KafkaException("The cluster's topics and groups cannot be listed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while listing topics", e);
        }
    }

    /** Deletes groups first, so that what fails halfway can be found again by its topics. */
    void delete(Remains remains) {
        try {
            admin.deleteConsumerGroups(remains.groups()).all().get();
            admin.deleteTopics(remains.topics()).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("Not everything could be deleted; run the same command again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while deleting topics", e);
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
                || topic.startsWith(ImagesApplication.id(applicationIdPrefix, version) + "-")
                || topic.startsWith(IndexApplication.id(applicationIdPrefix, version) + "-");
    }
}
