package io.fourfold.infra.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A metric that an alert rule, the dashboard or the autoscaler asks Prometheus for.
 *
 * @param labels those that the metric must have, since the expression selects or groups by them
 */
record UsedMetric(String name, Set<String> labels) {

    private static final Path CHART = Path.of(System.getProperty("basedir", "."), "helm/fourfold");
    private static final Pattern SELECTOR = Pattern.compile("\\b((?:fourfold|kafka|jvm|process)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern DOCUMENTED = Pattern.compile("`(fourfold[.][a-z.]+)`");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    /** Prometheus adds these itself. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("instance", "job", "namespace", "pod");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern VALUE = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** All that are used, from each line with an expression. */
    static List<UsedMetric> all() throws IOException {
        List<UsedMetric> used = new ArrayList<>();
        for (String file : List.of("files/alerts.yaml", "files/dashboard.json", "templates/workers.yaml")) {
            for (String line : Files.readAllLines(CHART.resolve(file))) {
                used.addAll(in(line.replace("\\\"", "\"")));
            }
        }
        return used.stream().distinct().toList();
    }

    /** Names of the metrics that the documents tell of; Prometheus adds units to them, and what is summed up. */
    static Set<String> documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(CHART.resolve("../../../docs/operations.md")))
                .results()
                .map(name -> name.group(1).replace('.', '_'))
                .collect(Collectors.toSet());
    }

    private static List<UsedMetric> in(String expression) {
        Set<String> groups = GROUPING.matcher(expression)
                .results()
                .flatMap(group -> Stream.of(group.group(1).split("\\s*,\\s*")))
                .collect(Collectors.toSet());
        List<UsedMetric> used = new ArrayList<>();
        for (Matcher selector = SELECTOR.matcher(expression); selector.find(); ) {
            Set<String> labels = new TreeSet<>(groups);
            if (selector.group(2) != null) {
                LABEL.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
            labels.removeAll(OF_THE_SCRAPE);
            used.add(new UsedMetric(selector.group(1), labels));
        }
        return used;
    }

    /** Labels of each metric in Prometheus' text format, those of all its samples together. */
    static Map<String, Set<String>> labelsIn(String scraped) {
        return SAMPLE.matcher(scraped)
                .results()
                .collect(Collectors.toMap(
                        sample -> sample.group(1),
                        sample -> VALUE.matcher(sample.group(2) == null ? "" : sample.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> {
                            one.addAll(other);
                            return one;
                        }));
    }

    boolean isIn(Map<String, Set<String>> scraped) {
        return scraped.containsKey(name) && scraped.get(name).containsAll(labels);
    }
}
