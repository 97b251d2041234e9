package io.fourfold.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.confidence.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code model.json} without Jackson's data binding, which takes longer to start than all else that a network is made of. What
 * it does not know it passes over.
 *
 * @param fields of an object by name
 */
record ManifestReader(Map<String, Object> fields) {

    /** @throws IllegalArgumentException if a part is missing or of another kind */
    static BundleManifest read(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            if (!(value(parser) instanceof Map<?, ?> root)) {
                throw new JsonParseException(parser, "it is no object");
            }
            return new ManifestReader(named(root)).manifest();
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("model.json is not valid: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token.isNumeric() ? (Object) parser.getDoubleValue() : parser.getText();
    }

    private BundleManifest manifest() {
        int format = integer("format");
        if (format != BundleManifest.FORMAT) {
            throw new IllegalArgumentException("model.json is of format " + format + ", but only "
                    + BundleManifest.FORMAT + " is understood: use the Fourfold that wrote it");
        }
        ManifestReader encoder = object("encoder");
        ManifestReader decoder = object("decoder");
        return new BundleManifest(
                format,
                text("version"),
                new BundleManifest.Encoder(encoder.text("input"), encoder.integer("embedding")),
                new BundleManifest.Decoder(
                        decoder.integer("tokens"),
                        decoder.integer("hidden"),
                        decoder.integer("beamWidth"),
                        decoder.integer("maximumWords")),
                files(),
                fields.get("training") == null ? null : object("training").training(),
                fields.get("scores") == null ? null : scores(),
                fields.get("licences") == null ? null : texts("licences"),
                fields.get("confidence") == null ? null : object("confidence").calibration());
    }

    private Map<String, BundleManifest.FileEntry> files() {
        Map<String, BundleManifest.FileEntry> files = new LinkedHashMap<>();
        ManifestReader listed = object("files");
        for (String name : listed.fields.keySet()) {
            ManifestReader file = listed.object(name);
            files.put(name, new BundleManifest.FileEntry(file.text("sha256"), (long) file.number("bytes")));
        }
        return files;
    }

    private BundleManifest.Training training() {
        return new BundleManifest.Training(text("data"), integer("photos"), text("recipe"));
    }

    private List<BundleManifest.Score> scores() {
        List<BundleManifest.Score> scores = new ArrayList<>();
        for (Object element : list("scores")) {
            ManifestReader score = new ManifestReader(named(element));
            Map<String, Double> measures = new LinkedHashMap<>();
            ManifestReader measured = score.object("measures");
            for (String name : measured.fields.keySet()) {
                measures.put(name, measured.number(name));
            }
            scores.add(new BundleManifest.Score(score.text("split"), score.integer("photos"), measures));
        }
        return scores;
    }

    private Calibration calibration() {
        Map<Evidence, Calibration.Weight> weights = new EnumMap<>(Evidence.class);
        ManifestReader evidence = object("evidence");
        for (Evidence kind : Evidence.values()) {
            ManifestReader weight = evidence.object(kind.label());
            weights.put(
                    kind,
                    new Calibration.Weight(weight.number("mean"), weight.number("deviation"), weight.number("weight")));
        }
        ManifestReader featureless = object("featureless");
        List<Float> direction = new ArrayList<>();
        for (Object component : featureless.list("direction")) {
            direction.add(((Double) component).floatValue());
        }
        return new Calibration(
                integer("photos"),
                number("bar"),
                number("bias"),
                weights,
                new Calibration.Featureless(direction, featureless.number("threshold")));
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add((String) element);
        }
        return texts;
    }

    private ManifestReader object(String name) {
        return new ManifestReader(named(required(name, Map.class)));
    }

    private List<?> list(String name) {
        return required(name, List.class);
    }

    private String text(String name) {
        return required(name, String.class);
    }

    private int integer(String name) {
        return (int) number(name);
    }

    private double number(String name) {
        return required(name, Double.class);
    }

    private <T> T required(String name, Class<T> kind) {
        if (!kind.isInstance(fields.get(name))) {
            throw new IllegalArgumentException(
                    "model.json is not valid: it lacks " + name + ", or that is no " + kind.getSimpleName());
        }
        return kind.cast(fields.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Object object) {
        return (Map<String, Object>) object;
    }
}
