#include "core/base/hash.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace kilter {

std::string sha256(std::string_view bytes)
{
    const auto view = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string compressed(std::string_view bytes)
{
    return qCompress(reinterpret_cast<const uchar *>(bytes.data()), qsizetype(bytes.size())).toBase64().toStdString();
}

Result<std::string> decompressed(std::string_view base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray(base64.data(), qsizetype(base64.size())),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return failure(ErrorCode::Invalid, "a compressed value is not Base64");
    const QByteArray bytes = qUncompress(*decoded);
    if (bytes.isEmpty() && (*decoded).size() > 8)
        return failure(ErrorCode::Invalid, "a compressed value is damaged");
    return bytes.toStdString();
}

} // namespace kilter
