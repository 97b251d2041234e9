package io.fourfold.infra.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A file of settings: YAML if its name ends with {@code .yaml} or {@code .yml}, else properties. In YAML, keys may be nested
 * ({@code http: {port: 8080}} is {@code http.port}) and lists stand for what is separated by commas; every value is the text that
 * stands there.
 */
final class SettingsFile {

    private SettingsFile() {}

    /** @throws IOException that names the file and says what is wrong with it */
    static Map<String, String> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return file.toString().matches("(?i).*\\.ya?ml") ? yaml(reader) : properties(reader);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static Map<String, String> yaml(Reader reader) {
        Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
        Map<String, String> settings = new HashMap<>();
        if (root != null) {
            add("", root, settings);
        }
        return settings;
    }

    private static void add(String key, Node node, Map<String, String> settings) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = text(entry.getKeyNode());
                add(key.isEmpty() ? name : key + "." + name, entry.getValueNode(), settings);
            }
            return;
        }
        String value = node instanceof SequenceNode list
                ? list.getValue().stream().map(SettingsFile::text).collect(Collectors.joining(","))
                : text(node);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("settings are needed, such as 'http.port: 8080', not '" + value + "'");
        }
        if (settings.put(key, value) != null) {
            throw new IllegalArgumentException(key + " is there twice");
        }
    }

    private static String text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new IllegalArgumentException("a text or number is needed" + node.getStartMark());
        }
        return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }
}
