namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Decompresses bzip2: Huffman codes, move-to-front, Burrows-Wheeler and two run-length layers. Checksums are not
/// verified, because the tar archive inside a damaged stream is not valid.
/// </summary>
internal sealed class BZip2Decoder
{
    private const int MaxCodeLength = 20;
    private const int GroupSize = 50;
    private const long BlockMagic = 0x314159265359;
    private const long EndMagic = 0x177245385090;

    private readonly byte[] _input;
    private readonly MemoryStream _output = new();
    private readonly long _limit;
    private int _position;
    private int _bits;
    private int _bitCount;

    private BZip2Decoder(byte[] input, long limit)
    {
        _input = input;
        _limit = limit;
    }

    public static byte[] Decode(byte[] input, long limit)
    {
        var decoder = new BZip2Decoder(input, limit);
        decoder.Run();
        return decoder._output.ToArray();
    }

    private void Run()
    {
        while (_position + 4 <= _input.Length)
        {
            // Streams can be concatenated; each begins at a byte boundary.
            _bitCount = 0;
            if (Bits(8) != 'B' || Bits(8) != 'Z' || Bits(8) != 'h')
            {
                return;
            }

            var blockSize = (Bits(8) - '0') * 100_000;
            if (blockSize is < 100_000 or > 900_000)
            {
                throw new InvalidDataException("bad bzip2 header");
            }

            while (true)
            {
                var magic = ((long)Bits(24) << 24) | (uint)Bits(24);
                Bits(16);
                Bits(16);
                if (magic == EndMagic)
                {
                    break;
                }

                if (magic != BlockMagic)
                {
                    throw new InvalidDataException("bad bzip2 block");
                }

                DecodeBlock(blockSize);
            }
        }
    }

    private void DecodeBlock(int blockSize)
    {
        if (Bits(1) != 0)
        {
            throw new NotSupportedException("randomised bzip2 blocks are not supported");
        }

        var origin = Bits(24);
        var symbols = ReadSymbols();
        var endOfBlock = symbols.Count + 1;
        var tables = ReadTables(symbols.Count + 2, out var selectors);

        var block = new byte[blockSize];
        var length = 0;
        var run = 0;
        var runWeight = 1;
        for (var index = 0; ; index++)
        {
            if (index / GroupSize >= selectors.Length)
            {
                throw new InvalidDataException("bad bzip2 data");
            }

            var symbol = tables[selectors[index / GroupSize]].Next(this);
            if (symbol <= 1)
            {
                // The run length of the front symbol is written in bijective base 2.
                run += runWeight << symbol;
                runWeight <<= 1;
                if (run > blockSize)
                {
                    throw new InvalidDataException("bad bzip2 run");
                }

                continue;
            }

            for (; run > 0; run--)
            {
                Append(block, ref length, symbols[0]);
            }

            runWeight = 1;
            if (symbol == endOfBlock)
            {
                break;
            }

            var value = symbols[symbol - 1];
            symbols.RemoveAt(symbol - 1);
            symbols.Insert(0, value);
            Append(block, ref length, value);
        }

        Emit(block, length, origin);
    }

    private List<byte> ReadSymbols()
    {
        var symbols = new List<byte>();
        var used = Bits(16);
        for (var i = 0; i < 16; i++)
        {
            if ((used & (0x8000 >> i)) == 0)
            {
                continue;
            }

            var row = Bits(16);
            for (var j = 0; j < 16; j++)
            {
                if ((row & (0x8000 >> j)) != 0)
                {
                    symbols.Add((byte)((i * 16) + j));
                }
            }
        }

        return symbols.Count > 0 ? symbols : throw new InvalidDataException("bad bzip2 symbols");
    }

    private HuffmanTable[] ReadTables(int alphabet, out byte[] selectors)
    {
        var count = Bits(3);
        selectors = new byte[Bits(15)];
        if (count is < 2 or > 6 || selectors.Length == 0)
        {
            throw new InvalidDataException("bad bzip2 tables");
        }

        var recent = Enumerable.Range(0, count).Select(i => (byte)i).ToList();
        for (var i = 0; i < selectors.Length; i++)
        {
            var place = 0;
            while (Bits(1) == 1)
            {
                if (++place >= count)
                {
                    throw new InvalidDataException("bad bzip2 selector");
                }
            }

            selectors[i] = recent[place];
            recent.RemoveAt(place);
            recent.Insert(0, selectors[i]);
        }

        var tables = new HuffmanTable[count];
        for (var t = 0; t < count; t++)
        {
            var lengths = new int[alphabet];
            var current = Bits(5);
            for (var i = 0; i < alphabet; i++)
            {
                while (Bits(1) == 1)
                {
                    current += Bits(1) == 0 ? 1 : -1;
                }

                if (current is < 1 or > MaxCodeLength)
                {
                    throw new InvalidDataException("bad bzip2 code length");
                }

                lengths[i] = current;
            }

            tables[t] = new HuffmanTable(lengths);
        }

        return tables;
    }

    private static void Append(byte[] block, ref int length, byte value)
    {
        if (length >= block.Length)
        {
            throw new InvalidDataException("bzip2 block is too long");
        }

        block[length++] = value;
    }

    /// <summary>Reverses the Burrows-Wheeler transform and the first run-length layer.</summary>
    private void Emit(byte[] block, int length, int origin)
    {
        if (origin >= length)
        {
            throw new InvalidDataException("bad bzip2 origin");
        }

        var starts = new int[256];
        for (var i = 0; i < length; i++)
        {
            starts[block[i]]++;
        }

        for (int i = 0, sum = 0; i < 256; i++)
        {
            sum += starts[i];
            starts[i] = sum - starts[i];
        }

        var next = new int[length];
        for (var i = 0; i < length; i++)
        {
            next[starts[block[i]]++] = i;
        }

        var repeated = 0;
        var previous = -1;
        var position = next[origin];
        for (var i = 0; i < length; i++, position = next[position])
        {
            var value = block[position];
            if (repeated == 4)
            {
                for (var n = 0; n < value; n++)
                {
                    _output.WriteByte((byte)previous);
                }

                repeated = 0;
                previous = -1;
                continue;
            }

            repeated = value == previous ? repeated + 1 : 1;
            previous = value;
            _output.WriteByte(value);
        }

        if (_output.Length > _limit)
        {
            throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
        }
    }

    private int Bits(int count)
    {
        while (_bitCount < count)
        {
            if (_position >= _input.Length)
            {
                throw new EndOfStreamException("unexpected end of bzip2 data");
            }

            // At most 24 + 7 bits are needed; older bits are shifted out.
            _bits = (_bits << 8) | _input[_position++];
            _bitCount += 8;
        }

        _bitCount -= count;
        return (int)(((uint)_bits >> _bitCount) & ((1u << count) - 1));
    }

    private sealed class HuffmanTable
    {
        private readonly int[] _symbols;
        private readonly int[] _counts = new int[MaxCodeLength + 1];

        public HuffmanTable(int[] lengths)
        {
            foreach (var length in lengths)
            {
                _counts[length]++;
            }

            _symbols = [.. Enumerable.Range(0, lengths.Length).OrderBy(i => lengths[i]).ThenBy(i => i)];
        }

        public int Next(BZip2Decoder input)
        {
            int code = 0, first = 0, index = 0;
            for (var length = 1; length <= MaxCodeLength; length++)
            {
                code |= input.Bits(1);
                if (code - first < _counts[length])
                {
                    return _symbols[index + code - first];
                }

                index += _counts[length];
                first = (first + _counts[length]) << 1;
                code <<= 1;
            }

            throw new InvalidDataException("bad bzip2 code");
        }
    }
}
