package io.fourfold.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The chart, rendered by Helm's own code. */
final class Chart {

    static final Path INFRA =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
    static final Path PATH = INFRA.resolve("helm/fourfold");

    /** Of which there are classes to validate by. */
    private static final String KUBERNETES = "v1.33.0";

    private Chart() {}

    /** With values that differ from those of values.yaml; dots within a key are written {@code \.}. */
    static List<Manifest> render(Map<String, ?> values) {
        TemplateCommand command = template();
        values.forEach(command::set);
        return manifests(command.call());
    }

    /** With everything that is optional. */
    static List<Manifest> renderEverything() {
        return manifests(template()
                .withValuesFile(INFRA.resolve("deploy/src/test/resources/everything.yaml"))
                .call());
    }

    private static TemplateCommand template() {
        return new Helm(PATH)
                .template()
                .withName("fourfold")
                .withNamespace("photos")
                .withKubeVersion(KUBERNETES);
    }

    private static List<Manifest> manifests(String rendered) {
        List<Manifest> manifests = new ArrayList<>();
        for (Object document : new Yaml().loadAll(rendered)) {
            if (document != null) {
                manifests.add(Manifest.of(document));
            }
        }
        return manifests;
    }
}
