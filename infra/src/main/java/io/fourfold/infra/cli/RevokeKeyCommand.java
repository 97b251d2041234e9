package io.fourfold.infra.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold keys revoke}. */
@Command(name = "revoke", description = "Has an API key refused for good.")
final class RevokeKeyCommand extends ConsoleCommand {

    @Parameters(paramLabel = "ID", description = "of the key: what stands between ff_ and the next underscore")
    private String id;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        clusterOptions.cluster().keyRegister().revoke(id);
        out().println("Key " + id + " is revoked.");
        return 0;
    }
}
