package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold keys}. */
@Command(
        name = "keys",
        description = "Makes API keys, lists and revokes them; every instance knows within seconds.",
        subcommands = {CreateKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class})
final class KeysCommand {}
