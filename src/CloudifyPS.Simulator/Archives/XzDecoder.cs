namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Decompresses xz with the LZMA2 filter. Checksums are not verified, because the tar archive inside a damaged stream
/// is not valid.
/// </summary>
internal static class XzDecoder
{
    private const int HeaderSize = 12;
    private const byte Lzma2Filter = 0x21;

    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    /// <exception cref="NotSupportedException">The data uses another filter.</exception>
    public static byte[] Decode(byte[] data, long limit)
    {
        var decoder = new LzmaDecoder(limit);
        var checkSize = CheckSize(Byte(data, 7) & 0xF);
        var position = HeaderSize;
        while (Byte(data, position) is not 0 and var sizeCode)
        {
            var header = position;
            position = header + ((sizeCode + 1) * 4);
            CheckFilter(data, header + 1);
            position = ReadLzma2(data, position, decoder);
            position += -position & 3;
            position += checkSize;
        }

        return decoder.ToArray();
    }

    private static int CheckSize(int type) => type == 0 ? 0 : 4 << ((type - 1) / 3);

    private static void CheckFilter(byte[] data, int position)
    {
        var flags = Byte(data, position++);
        foreach (var hasSize in new[] { (flags & 0x40) != 0, (flags & 0x80) != 0 })
        {
            while (hasSize && (Byte(data, position++) & 0x80) != 0)
            {
                // The sizes are optional and have a variable length.
            }
        }

        if ((flags & 3) != 0 || Byte(data, position) != Lzma2Filter)
        {
            throw new NotSupportedException("The xz filter is not supported.");
        }
    }

    /// <returns>The position after the data.</returns>
    private static int ReadLzma2(byte[] data, int position, LzmaDecoder decoder)
    {
        while (true)
        {
            var control = Byte(data, position);
            if (control == 0)
            {
                return position + 1;
            }

            var size = Pair(data, position + 1) + 1;
            if (control < 0x80)
            {
                if (control == 1)
                {
                    decoder.ResetDictionary();
                }

                position += 3;
                _ = Byte(data, position + size - 1);
                decoder.CopyUncompressed(data, position, size);
                position += size;
                continue;
            }

            size += (control & 0x1F) << 16;
            var packed = Pair(data, position + 3) + 1;
            var reset = (control >> 5) & 3;
            position += 5;
            if (reset == 3)
            {
                decoder.ResetDictionary();
            }

            if (reset >= 2)
            {
                decoder.SetProperties(Byte(data, position++));
            }
            else if (reset == 1)
            {
                decoder.ResetState();
            }

            _ = Byte(data, position + packed - 1);
            decoder.Decode(data, position, position + packed, size);
            position += packed;
        }
    }

    private static int Pair(byte[] data, int position) => (Byte(data, position) << 8) | Byte(data, position + 1);

    private static byte Byte(byte[] data, int position) => position < data.Length
        ? data[position]
        : throw new InvalidDataException("unexpected end of data");
}
