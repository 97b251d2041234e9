package io.fourfold.topology.store;

import java.util.stream.Collectors;
import org.apache.kafka.streams.query.Position;

/** A store's position as lines of topic, partition and offset, separated by spaces; topic names hold none. */
final class PositionText {

    private PositionText() {}

    static String write(Position position) {
        return position.getTopics().stream()
                .flatMap(topic -> position.getPartitionPositions(topic).entrySet().stream()
                        .map(entry -> topic + " " + entry.getKey() + " " + entry.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    static Position read(String text) {
        Position position = Position.emptyPosition();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split(" ");
            position.withComponent(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        });
        return position;
    }
}
