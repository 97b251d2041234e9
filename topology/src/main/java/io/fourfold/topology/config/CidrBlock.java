package io.fourfold.topology.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses of a network, such as 10.20.0.0/16 or fd12:3456::/32 (RFC 4632, RFC 4291).
 *
 * @param network its first address, or any other
 * @param prefixLength bits that its addresses have in common
 */
public record CidrBlock(InetAddress network, int prefixLength) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /**
     * An address and a length, or an address alone, which is a network of its own.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static CidrBlock parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> network = parts.length > 2 ? Optional.empty() : address(parts[0]);
        if (network.isPresent()) {
            int bits = network.get().getAddress().length * Byte.SIZE;
            if (parts.length == 1) {
                return new CidrBlock(network.get(), bits);
            }
            if (LENGTH.matcher(parts[1]).matches() && Integer.parseInt(parts[1]) <= bits) {
                return new CidrBlock(network.get(), Integer.parseInt(parts[1]));
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no network; write it as 10.20.0.0/16 or fd12:3456::/32, or as a single address");
    }

    /** The address that a text spells as everybody reads it: four decimal numbers, or groups of IPv6; no name is looked up. */
    public static Optional<InetAddress> address(String text) {
        if (!DOTTED.matcher(text).matches() && !GROUPS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets nothing is ever taken for a name.
            return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a network of one address. */
    public boolean isSingle() {
        return prefixLength == network.getAddress().length * Byte.SIZE;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
