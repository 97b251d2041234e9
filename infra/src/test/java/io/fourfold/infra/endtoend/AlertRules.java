package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which alerts fire for what an instance emits, as Prometheus' own tool sees it; {@code .ci/run} fetches it. */
final class AlertRules {

    private static final Path RULES = Path.of(System.getProperty("basedir", "."), "helm/fourfold/files/alerts.yaml");
    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^((?:fourfold|kafka|jvm)_\\w+)(?:\\{(.*)})? ([-+.0-9E]+)$");
    private static final Pattern FIRING = Pattern.compile("alertname=\"(\\w+)\"");

    private AlertRules() {}

    static String scraped(URI management) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(management.resolve("/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /**
     * The alerts that fire half an hour after an instance that emitted the one emits the other; empty if the tool is not on
     * the path.
     */
    static Optional<Set<String>> firing(String before, String after) throws IOException, InterruptedException {
        Optional<Path> promtool = promtool();
        if (promtool.isEmpty()) {
            System.out.println("SKIPPED: alert rules are not asked, since promtool is not on the path");
            return Optional.empty();
        }
        Path tests = Files.createTempFile("alerts", ".yaml");
        try {
            Files.writeString(tests, tests(before, after));
            Process process = new ProcessBuilder(promtool.get().toString(), "test", "rules", tests.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Nothing is expected, so the tool tells what there is.
            assertThat(said).as("what promtool says").containsAnyOf("got:", "SUCCESS");
            return Optional.of(FIRING.matcher(said.substring(Math.max(0, said.indexOf("got:"))))
                    .results()
                    .map(alert -> alert.group(1))
                    .collect(Collectors.toCollection(TreeSet::new)));
        } finally {
            Files.delete(tests);
        }
    }

    private static String tests(String before, String after) {
        Map<String, String> first = samples(before);
        Map<String, String> last = samples(after);
        StringBuilder series = new StringBuilder();
        Stream.concat(first.keySet().stream(), last.keySet().stream())
                .distinct()
                .forEach(name -> series.append("      - series: '")
                        .append(name.replace("'", "''"))
                        .append("'\n        values: '")
                        .append(first.getOrDefault(name, "_"))
                        .append("x10 ")
                        .append(last.getOrDefault(name, "_"))
                        .append("x40'\n"));
        return "rule_files: ['" + RULES.toAbsolutePath() + "']\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n"
                + "    input_series:\n" + series + "    promql_expr_test:\n"
                + "      - expr: count by (alertname) (ALERTS{alertstate=\"firing\"})\n        eval_time: 35m\n";
    }

    private static Map<String, String> samples(String scraped) {
        return SAMPLE.matcher(scraped)
                .results()
                .collect(Collectors.toMap(
                        AlertRules::series, sample -> sample.group(3), (one, same) -> one, TreeMap::new));
    }

    private static String series(MatchResult sample) {
        String labels = sample.group(2) == null ? "" : sample.group(2) + ",";
        return sample.group(1) + "{" + labels + "instance=\"a\"}";
    }

    private static Optional<Path> promtool() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
