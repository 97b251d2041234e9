package io.fourfold.topology.photo;

import io.fourfold.topology.config.CidrBlock;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses photos may be fetched from: those of the Internet, and what an operator allows in addition. Without it, a
 * name under an allowed prefix could be pointed at this machine and its network at any time.
 *
 * @param blocks networks that are allowed in addition; metadata of clouds only by a block that has that one address alone
 */
public record AllowedNetworks(List<CidrBlock> blocks) {

    /** The Internet alone. */
    public static final AllowedNetworks INTERNET = new AllowedNetworks(List.of());

    public AllowedNetworks {
        blocks = List.copyOf(blocks);
    }

    /** What an address is that is not allowed, such as "loopback"; empty for one that is. */
    Optional<String> refusal(InetAddress address) {
        boolean metadata = SpecialAddresses.isMetadata(address);
        return SpecialAddresses.kind(address)
                .filter(kind ->
                        blocks.stream().noneMatch(block -> block.contains(address) && (!metadata || block.isSingle())))
                .or(() -> SpecialAddresses.embedded(address).flatMap(this::refusal));
    }
}
