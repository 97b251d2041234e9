package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleManifest.Score;
import io.fourfold.model.ModelBundle;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fourfold model info}. */
@Command(name = "info", description = "Describes a model bundle: sizes, training, scores, licences.")
final class ModelInfoCommand extends ConsoleCommand {

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws Exception {
        try (ModelBundle model = modelOption.load()) {
            print(model.manifest(), out());
        }
        return 0;
    }

    private static void print(BundleManifest manifest, PrintWriter out) {
        out.printf("version   %s%n", manifest.version());
        out.printf(
                "encoder   %s -> %d%n",
                manifest.encoder().input(), manifest.encoder().embedding());
        out.printf(
                "decoder   LSTM of %d, %d tokens, beam of %d, at most %d words%n",
                manifest.decoder().hidden(),
                manifest.decoder().tokens(),
                manifest.decoder().beamWidth(),
                manifest.decoder().maximumWords());
        manifest.files().forEach((name, file) -> out.printf("file      %-16s %6.1f MB%n", name, file.bytes() / 1e6));
        out.printf(
                "training  %s, %d photos, %s%n",
                manifest.training().data(),
                manifest.training().photos(),
                manifest.training().recipe());
        for (Score score : manifest.scores()) {
            out.printf("scores    %s, %d photos: %s%n", score.split(), score.photos(), score.measures());
        }
        manifest.licences().forEach(licence -> out.printf("licence   %s%n", licence));
    }
}
