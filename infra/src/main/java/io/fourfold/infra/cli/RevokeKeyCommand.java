package io.fourfold.infra.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold keys revoke}. */
@Command(name = "revoke", description = "Has an API key refused for good.")
final class RevokeKeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "of the key: what stands between ff_ and the next underscore")
    private String id;

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        clusterOptions.cluster().keyRegister().revoke(id);
        spec.commandLine().getOut().println("Key " + id + " is revoked.");
        return 0;
    }
}
