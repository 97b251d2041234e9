package io.fourfold.topology.app;

import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.search.SearchApplication;
import io.fourfold.topology.search.SearchStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many partitions each topic of the cluster has. Those in which a photo or a search has its place must have as many as
 * the topics that hold the photos: a look-up goes to the partition that this number says, and a delete finds its upload by
 * it.
 *
 * @param counts of every topic, by its name
 * @param topics of the deployment
 * @param applicationIdPrefix first part of the names of its changelogs
 */
record PartitionCounts(Map<String, Integer> counts, Topics topics, String applicationIdPrefix) {

    /**
     * The number of partitions of the index.
     *
     * @throws UnequalTopicsException naming every topic that has another number of partitions, and what to do
     */
    int requireEqual() {
        String reference =
                ofNetworks(topics.ofModel("").imageEmbedded()).findFirst().orElse(topics.imageEmbedded());
        int shards = counts.get(reference);
        Map<String, Integer> wrong = new TreeMap<>();
        sharded()
                .filter(topic -> counts.getOrDefault(topic, shards) != shards)
                .forEach(topic -> wrong.put(topic, counts.get(topic)));
        if (!wrong.isEmpty()) {
            throw new UnequalTopicsException(message(reference, shards, wrong));
        }
        return shards;
    }

    private Stream<String> sharded() {
        return Stream.of(published(), ofNetworks(), searchTopics(), searchChangelogs())
                .flatMap(topic -> topic);
    }

    private Stream<String> published() {
        return Stream.concat(Stream.of(topics.imageUploaded()), topics.results().stream());
    }

    private Stream<String> searchTopics() {
        return Stream.of(topics.searchRequested(), topics.searchInverted(), topics.searchAnswered());
    }

    private Stream<String> searchChangelogs() {
        String id = SearchApplication.id(applicationIdPrefix);
        return SearchStores.NAMES.stream().map(store -> ApplicationId.changelog(id, store));
    }

    private Stream<String> ofNetworks() {
        return topics.ofModel("").results().stream().flatMap(this::ofNetworks);
    }

    private Stream<String> ofNetworks(String prefix) {
        return counts.keySet().stream()
                .filter(topic -> topic.startsWith(prefix))
                .sorted();
    }

    private String message(String reference, int shards, Map<String, Integer> wrong) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "These topics must have " + shards + " partitions, as " + reference + " has, which holds the photos:");
        wrong.forEach((topic, count) -> lines.add("  - " + topic + " has " + count));
        lines.add("The number of partitions says where each photo lies, so no topic's can be changed alone. Nothing is"
                + " answered until they are equal. Stop all instances, then go back to " + shards + ":");
        lines.addAll(wayBack(shards, wrong.keySet()));
        lines.add("or move to another number with a deployment of its own, beside one that runs:");
        lines.add("  - fourfold topics create --topics-prefix NEW --partitions N");
        lines.add("  - produce the last event of each photo to NEW.image.uploaded, then send new ones there");
        lines.add("  - start instances with topics.prefix=NEW and application.id.prefix=NEW, and ask them once they are"
                + " ready");
        lines.add("More in docs/operations.md, More partitions.");
        return String.join("\n", lines);
    }

    /** What to delete, so that it is made again with the right number of partitions. */
    private List<String> wayBack(int shards, Set<String> wrong) {
        List<String> steps = new ArrayList<>();
        delete(wrong, topics.results().stream()).ifPresent(names -> {
            steps.add("  - delete the topics " + names + " and the groups " + applicationIdPrefix
                    + "-publish-*; everything is published again");
        });
        delete(wrong, Stream.concat(searchTopics(), searchChangelogs())).ifPresent(names -> {
            String changelogs = searchChangelogs().collect(Collectors.joining(", "));
            steps.add("  - delete the topics " + names + ", the changelogs " + changelogs + " and the group "
                    + SearchApplication.id(applicationIdPrefix) + "; searches without an answer are lost");
        });
        delete(wrong, ofNetworks()).ifPresent(names -> {
            steps.add("  - delete the topics " + names + " with the other result topics and the groups "
                    + applicationIdPrefix + "-images-* and " + applicationIdPrefix
                    + "-index-* of their networks; every photo is described again");
        });
        delete(wrong, Stream.of(topics.imageUploaded())).ifPresent(name -> {
            steps.add("  - " + name
                    + " cannot go back, since no topic loses partitions and events of the same photo lie in"
                    + " two of them: delete it and produce the last event of each photo again, or move");
        });
        steps.add("  - fourfold topics create --partitions " + shards);
        return steps;
    }

    private static Optional<String> delete(Set<String> wrong, Stream<String> candidates) {
        String names = candidates.filter(wrong::contains).collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
