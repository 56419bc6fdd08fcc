namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Decodes LZMA data, the format of the LZMA SDK's specification. The whole output is kept and is the dictionary.
/// </summary>
internal sealed class LzmaDecoder(long limit)
{
    private const int States = 12;
    private const int PositionStates = 16;
    private const int LengthStates = 4;
    private const int DistanceModels = 115;
    private const int FirstAlignedSlot = 14;
    private const int MinMatch = 2;

    private readonly MemoryStream _output = new();
    private readonly ushort[] _isMatch = new ushort[States * PositionStates];
    private readonly ushort[] _isRepeat = new ushort[States];
    private readonly ushort[] _isRepeat0 = new ushort[States];
    private readonly ushort[] _isRepeat1 = new ushort[States];
    private readonly ushort[] _isRepeat2 = new ushort[States];
    private readonly ushort[] _isLongRepeat0 = new ushort[States * PositionStates];
    private readonly ushort[] _slots = new ushort[LengthStates * 64];
    private readonly ushort[] _distances = new ushort[DistanceModels];
    private readonly ushort[] _align = new ushort[16];
    private readonly LengthModel _matchLength = new();
    private readonly LengthModel _repeatLength = new();
    private readonly int[] _repeats = new int[4];
    private ushort[] _literals = [];
    private int _literalContextBits;
    private int _literalPositionMask;
    private int _positionMask;
    private int _state;
    private int _dictionaryStart;

    private byte[] _input = [];
    private int _position;
    private int _end;
    private uint _range;
    private uint _code;

    public byte[] ToArray() => _output.ToArray();

    /// <summary>Sets the properties byte of a stream and resets the state.</summary>
    public void SetProperties(byte properties)
    {
        const int Combinations = 9 * 5 * 5;
        if (properties >= Combinations)
        {
            throw new InvalidDataException("bad lzma properties");
        }

        _literalContextBits = properties % 9;
        var positionBits = properties / 9;
        _literalPositionMask = (1 << (positionBits % 5)) - 1;
        _positionMask = (1 << (positionBits / 5)) - 1;
        _literals = new ushort[0x300 << (_literalContextBits + (positionBits % 5))];
        ResetState();
    }

    public void ResetState()
    {
        foreach (var model in new[]
        {
            _isMatch, _isRepeat, _isRepeat0, _isRepeat1, _isRepeat2,
            _isLongRepeat0, _slots, _distances, _align, _literals,
        })
        {
            Reset(model);
        }

        _matchLength.Reset();
        _repeatLength.Reset();
        Array.Clear(_repeats, 0, _repeats.Length);
        _state = 0;
    }

    public void ResetDictionary() => _dictionaryStart = (int)_output.Length;

    public void CopyUncompressed(byte[] input, int start, int count)
    {
        CheckLimit(count);
        _output.Write(input, start, count);
    }

    /// <summary>Decodes a run of LZMA data.</summary>
    /// <param name="input">The data.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The position after the last byte.</param>
    /// <param name="size">The number of decoded bytes; an end marker can end the data before.</param>
    public void Decode(byte[] input, int start, int end, long size)
    {
        (_input, _position, _end) = (input, start + 1, end);
        if (start >= end || input[start] != 0)
        {
            throw new InvalidDataException("bad lzma data");
        }

        _range = uint.MaxValue;
        _code = 0;
        for (var i = 0; i < 4; i++)
        {
            _code = (_code << 8) | NextByte();
        }

        CheckLimit(size);
        var target = _output.Length + size;
        while (_output.Length < target)
        {
            if (!Step(target))
            {
                return;
            }
        }
    }

    private static void Reset(ushort[] model)
    {
        const ushort Half = 1024;
        for (var i = 0; i < model.Length; i++)
        {
            model[i] = Half;
        }
    }

    private void CheckLimit(long more)
    {
        if (_output.Length + more > limit)
        {
            throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
        }
    }

    /// <summary>Decodes a literal or a match.</summary>
    /// <returns>False at the end marker.</returns>
    private bool Step(long target)
    {
        var positionState = (int)(_output.Length - _dictionaryStart) & _positionMask;
        if (Bit(_isMatch, (_state * PositionStates) + positionState) == 0)
        {
            Literal();
            return true;
        }

        int length;
        if (Bit(_isRepeat, _state) == 0)
        {
            length = _matchLength.Decode(this, positionState);
            Array.Copy(_repeats, 0, _repeats, 1, 3);
            _state = _state < 7 ? 7 : 10;
            _repeats[0] = Distance(length);
            if (_repeats[0] == -1)
            {
                return false;
            }
        }
        else if (Repeat(positionState) is { } repeated)
        {
            length = repeated;
        }
        else
        {
            Copy(1, target);
            return true;
        }

        Copy(length + MinMatch, target);
        return true;
    }

    private void Literal()
    {
        var position = (int)(_output.Length - _dictionaryStart);
        var previous = position == 0 ? 0 : Back(0);
        var offset = 0x300 * (((position & _literalPositionMask) << _literalContextBits)
            + (previous >> (8 - _literalContextBits)));
        var symbol = 1;
        if (_state >= 7)
        {
            var match = (int)Back(_repeats[0]);
            while (symbol < 0x100)
            {
                var matchBit = (match >> 7) & 1;
                match <<= 1;
                var bit = Bit(_literals, offset + ((1 + matchBit) << 8) + symbol);
                symbol = (symbol << 1) | bit;
                if (bit != matchBit)
                {
                    break;
                }
            }
        }

        while (symbol < 0x100)
        {
            symbol = (symbol << 1) | Bit(_literals, offset + symbol);
        }

        _output.WriteByte((byte)symbol);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
    }

    /// <summary>Decodes which earlier distance is repeated.</summary>
    /// <returns>The length; null for a match of one byte.</returns>
    private int? Repeat(int positionState)
    {
        if (Bit(_isRepeat0, _state) == 0)
        {
            if (Bit(_isLongRepeat0, (_state * PositionStates) + positionState) == 0)
            {
                _state = _state < 7 ? 9 : 11;
                return null;
            }
        }
        else
        {
            var index = Bit(_isRepeat1, _state) == 0 ? 1 : Bit(_isRepeat2, _state) == 0 ? 2 : 3;
            var distance = _repeats[index];
            Array.Copy(_repeats, 0, _repeats, 1, index);
            _repeats[0] = distance;
        }

        _state = _state < 7 ? 8 : 11;
        return _repeatLength.Decode(this, positionState);
    }

    private int Distance(int length)
    {
        var slot = Tree(_slots, Math.Min(length, LengthStates - 1) * 64, 6);
        if (slot < 4)
        {
            return slot;
        }

        var bits = (slot >> 1) - 1;
        var distance = (uint)(2 | (slot & 1)) << bits;
        if (slot < FirstAlignedSlot)
        {
            return (int)(distance + (uint)ReverseTree(_distances, (int)distance - slot, bits));
        }

        return (int)(distance + (Direct(bits - 4) << 4) + (uint)ReverseTree(_align, 0, 4));
    }

    private void Copy(int count, long target)
    {
        if (_repeats[0] < 0 || _repeats[0] >= _output.Length - _dictionaryStart || _output.Length + count > target)
        {
            throw new InvalidDataException("bad lzma distance or length");
        }

        for (var i = 0; i < count; i++)
        {
            _output.WriteByte(Back(_repeats[0]));
        }
    }

    private byte Back(int distance) => distance < _output.Length - _dictionaryStart
        ? _output.GetBuffer()[_output.Length - distance - 1]
        : throw new InvalidDataException("bad lzma distance");

    private byte NextByte() => _position < _end
        ? _input[_position++]
        : throw new InvalidDataException("unexpected end of data");

    private int Bit(ushort[] model, int index)
    {
        const int ModelBits = 11;
        const int MoveBits = 5;
        var bound = (_range >> ModelBits) * model[index];
        int bit;
        if (_code < bound)
        {
            _range = bound;
            model[index] += (ushort)(((1 << ModelBits) - model[index]) >> MoveBits);
            bit = 0;
        }
        else
        {
            _range -= bound;
            _code -= bound;
            model[index] -= (ushort)(model[index] >> MoveBits);
            bit = 1;
        }

        Normalize();
        return bit;
    }

    private uint Direct(int bits)
    {
        uint result = 0;
        for (var i = 0; i < bits; i++)
        {
            _range >>= 1;
            var bit = _code >= _range ? 1u : 0u;
            _code -= _range * bit;
            result = (result << 1) | bit;
            Normalize();
        }

        return result;
    }

    private void Normalize()
    {
        const uint Top = 1 << 24;
        if (_range < Top)
        {
            _range <<= 8;
            _code = (_code << 8) | NextByte();
        }
    }

    private int Tree(ushort[] model, int offset, int bits)
    {
        var symbol = 1;
        for (var i = 0; i < bits; i++)
        {
            symbol = (symbol << 1) | Bit(model, offset + symbol);
        }

        return symbol - (1 << bits);
    }

    private int ReverseTree(ushort[] model, int offset, int bits)
    {
        var node = 1;
        var symbol = 0;
        for (var i = 0; i < bits; i++)
        {
            var bit = Bit(model, offset + node);
            node = (node << 1) | bit;
            symbol |= bit << i;
        }

        return symbol;
    }

    private sealed class LengthModel
    {
        private readonly ushort[] _choice = new ushort[2];
        private readonly ushort[] _low = new ushort[PositionStates * 8];
        private readonly ushort[] _middle = new ushort[PositionStates * 8];
        private readonly ushort[] _high = new ushort[256];

        public void Reset()
        {
            foreach (var model in new[] { _choice, _low, _middle, _high })
            {
                LzmaDecoder.Reset(model);
            }
        }

        public int Decode(LzmaDecoder decoder, int positionState) =>
            decoder.Bit(_choice, 0) == 0 ? decoder.Tree(_low, positionState * 8, 3)
            : decoder.Bit(_choice, 1) == 0 ? 8 + decoder.Tree(_middle, positionState * 8, 3)
            : 16 + decoder.Tree(_high, 0, 8);
    }
}
